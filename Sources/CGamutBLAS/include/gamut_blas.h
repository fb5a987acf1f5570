/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_blas_h
#define gamut_blas_h

/* What GamutLinear calls of OpenBLAS, each by its own name with `gamut_` before it. The library is
 * opened by the first `gamut_blas_problem`, so that a program that makes no vectors neither loads it nor
 * needs it; nothing else here may be called before that has returned NULL.
 *
 * The signatures are written by hand: Debian's OpenBLAS ships the Fortran LAPACK but no lapacke.h, and
 * cblas.h is not in one place everywhere. Integers are 32 bits (LP64). Each Fortran character argument
 * carries a hidden length at the end, as gfortran passes it. */

#include <stddef.h>
#include <stdint.h>

/* Why OpenBLAS cannot be used; NULL where it can. */
const char *gamut_blas_problem(void);

enum gamut_blas_order { GAMUT_BLAS_ROW_MAJOR = 101 };
enum gamut_blas_transpose { GAMUT_BLAS_NO_TRANS = 111, GAMUT_BLAS_TRANS = 112 };
enum gamut_blas_uplo { GAMUT_BLAS_UPPER = 121, GAMUT_BLAS_LOWER = 122 };

void gamut_sgemm(int order, int transA, int transB, int m, int n, int k, float alpha, const float *a,
                 int lda, const float *b, int ldb, float beta, float *c, int ldc);
void gamut_dgemm(int order, int transA, int transB, int m, int n, int k, double alpha, const double *a,
                 int lda, const double *b, int ldb, double beta, double *c, int ldc);
void gamut_dsyrk(int order, int uplo, int trans, int n, int k, double alpha, const double *a, int lda,
                 double beta, double *c, int ldc);

/* Eigenvalues, and on request eigenvectors, of a symmetric matrix (divide and conquer). */
void gamut_dsyevd(const char *jobz, const char *uplo, const int *n, double *a, const int *lda,
                  double *w, double *work, const int *lwork, int *iwork, const int *liwork, int *info,
                  size_t jobz_length, size_t uplo_length);

/* Singular value decomposition (divide and conquer). */
void gamut_sgesdd(const char *jobz, const int *m, const int *n, float *a, const int *lda, float *s,
                  float *u, const int *ldu, float *vt, const int *ldvt, float *work, const int *lwork,
                  int *iwork, int *info, size_t jobz_length);

void gamut_blas_set_num_threads(int count);
char *gamut_blas_get_corename(void);

/* The best kernels of OpenBLAS that this processor can run, by what it says of itself: "SkylakeX" with
 * AVX-512, "Haswell" with AVX2; NULL where OpenBLAS is left to choose. */
const char *gamut_blas_core_of_processor(void);

/* Has OpenBLAS take the kernels `core`, unless the environment names others (OPENBLAS_CORETYPE) or
 * OpenBLAS was built for one processor only. No BLAS call may run at the same time. */
void gamut_blas_choose_core(const char *core);

#endif
