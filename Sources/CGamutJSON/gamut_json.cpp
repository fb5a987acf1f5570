#include "gamut_json.h"
