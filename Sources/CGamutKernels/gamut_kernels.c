#include "gamut_kernels.h"
