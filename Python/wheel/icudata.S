/* SPDX-License-Identifier: Apache-2.0 */
/* Stands for libicudata: the package of items that Scripts/build-portable has cut out of it, under the name
   that libicuuc looks for. ICU_DATA is that name and ICU_PACKAGE the file in quotes. */
	.section .rodata
	.globl ICU_DATA
	.hidden ICU_DATA
	.type ICU_DATA, %object
	.balign 16
ICU_DATA:
	.incbin ICU_PACKAGE
	.size ICU_DATA, . - ICU_DATA
	.section .note.GNU-stack,"",%progbits
