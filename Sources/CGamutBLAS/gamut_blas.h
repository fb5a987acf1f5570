/* SPDX-License-Identifier: Apache-2.0 */
#ifndef gamut_blas_h
#define gamut_blas_h

/* The BLAS and LAPACK symbols that GamutLinear calls, declared by hand: Debian's OpenBLAS ships the
   Fortran LAPACK but no lapacke.h, and cblas.h is not in one place everywhere. Integers are 32 bits
   (LP64). Each Fortran character argument carries a hidden length at the end, as gfortran passes it. */

#include <stddef.h>
#include <stdint.h>

enum gamut_blas_order { GAMUT_BLAS_ROW_MAJOR = 101 };
enum gamut_blas_transpose { GAMUT_BLAS_NO_TRANS = 111, GAMUT_BLAS_TRANS = 112 };
enum gamut_blas_uplo { GAMUT_BLAS_UPPER = 121, GAMUT_BLAS_LOWER = 122 };

void cblas_sgemm(int order, int transA, int transB, int m, int n, int k, float alpha,
                 const float *a, int lda, const float *b, int ldb, float beta, float *c, int ldc);
void cblas_dgemm(int order, int transA, int transB, int m, int n, int k, double alpha,
                 const double *a, int lda, const double *b, int ldb, double beta, double *c,
                 int ldc);
void cblas_dsyrk(int order, int uplo, int trans, int n, int k, double alpha, const double *a,
                 int lda, double beta, double *c, int ldc);

/* Eigenvalues, and on request eigenvectors, of a symmetric matrix (divide and conquer). */
void dsyevd_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w,
             double *work, const int *lwork, int *iwork, const int *liwork, int *info,
             size_t jobz_length, size_t uplo_length);

/* Singular value decomposition (divide and conquer). */
void sgesdd_(const char *jobz, const int *m, const int *n, float *a, const int *lda, float *s,
             float *u, const int *ldu, float *vt, const int *ldvt, float *work, const int *lwork,
             int *iwork, int *info, size_t jobz_length);

void openblas_set_num_threads(int count);
char *openblas_get_corename(void);

#endif
