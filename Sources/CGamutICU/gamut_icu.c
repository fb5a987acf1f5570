#include "gamut_icu.h"
