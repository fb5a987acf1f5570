/* SPDX-License-Identifier: Apache-2.0 */
/* Tables of Parquet and Arrow files, through a library of our own (Sources/GamutArrowShim) that is
   opened when the first such file is: it brings Apache Arrow C++ with it. Batches come over the Arrow
   C data interface, as pointers into the bytes of the file where these lie there as they are used. */
#ifndef gamut_arrow_h
#define gamut_arrow_h

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The Arrow C data interface: the layout is its specification's, and never changes. */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE
#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
  const char *format;
  const char *name;
  const char *metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema **children;
  struct ArrowSchema *dictionary;
  void (*release)(struct ArrowSchema *);
  void *private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void **buffers;
  struct ArrowArray **children;
  struct ArrowArray *dictionary;
  void (*release)(struct ArrowArray *);
  void *private_data;
};
#endif

/* The Arrow C stream interface: a producer hands over a schema and then one batch after the other. */
#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE
struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
  int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
  const char *(*get_last_error)(struct ArrowArrayStream *);
  void (*release)(struct ArrowArrayStream *);
  void *private_data;
};
#endif

/* Of the functions below; a library of another number is not used. */
#define GAMUT_ARROW_VERSION 2

typedef enum {
  GAMUT_ARROW_PARQUET = 0,
  GAMUT_ARROW_FILE = 1,   /* Arrow IPC, the file form; Feather version 2 */
  GAMUT_ARROW_STREAM = 2, /* Arrow IPC, the stream form */
} gamut_arrow_kind;

typedef enum {
  GAMUT_ARROW_OK = 0,
  GAMUT_ARROW_BROKEN = 1,      /* the file is damaged */
  GAMUT_ARROW_UNSUPPORTED = 2, /* it asks for what is not read or written */
  GAMUT_ARROW_NO_MEMORY = 3,
  GAMUT_ARROW_SINK = 4,        /* the sink refused bytes */
  GAMUT_ARROW_DIFFERENT = 5,   /* the columns are not those of the first file */
} gamut_arrow_status;

/* What went wrong: one line, terminated. */
typedef struct {
  gamut_arrow_status status;
  char reason[500];
} gamut_arrow_error;

/* Where bytes go; `write` returns 0, or anything else to end. */
typedef struct {
  void *context;
  int (*write)(void *context, const uint8_t *bytes, size_t count);
} gamut_arrow_sink;

typedef enum {
  GAMUT_ARROW_TEXT = 0,    /* UTF-8 */
  GAMUT_ARROW_INTEGER = 1, /* int64_t */
  GAMUT_ARROW_NUMBER = 2,  /* double */
  GAMUT_ARROW_TRUTH = 3,   /* a byte, 0 or 1 */
} gamut_arrow_type;

/* Rows of a column of a new file. */
typedef struct {
  const char *name;
  gamut_arrow_type type;
  int is_nullable;
  const void *values;     /* one a row; of texts their bytes, one behind the other */
  const int64_t *ends;    /* of texts: where each ends */
  const uint8_t *present; /* a byte a row, 0 where there is none; NULL: all are there */
} gamut_arrow_column;

/* An open table; any number of threads may ask for its batches. */
typedef struct gamut_arrow_table gamut_arrow_table;

/* A file being written; one thread at a time. */
typedef struct gamut_arrow_writer gamut_arrow_writer;

/* What the library has. Functions that fail return NULL or another status than GAMUT_ARROW_OK, and
   fill the error in; none throws. */
typedef struct {
  int version;               /* GAMUT_ARROW_VERSION */
  const char *arrow_version; /* of Arrow C++ */

  /* Opens the table in `count` bytes, which must stay as they are until it is closed. */
  gamut_arrow_table *(*open)(
      const uint8_t *bytes, size_t count, gamut_arrow_kind kind, gamut_arrow_error *error);
  void (*close)(gamut_arrow_table *table);

  /* Whether the batches are pointers into the given bytes. Where they are not (Parquet, compressed
     buffers), unpack the table and open what that gives. */
  int (*is_in_place)(const gamut_arrow_table *table);

  /* Writes all rows as an Arrow stream without compression, in batches of about `batch_bytes`. */
  gamut_arrow_status (*unpack)(
      gamut_arrow_table *table, int64_t batch_bytes, gamut_arrow_sink sink,
      gamut_arrow_error *error);

  /* Of a table in place: its schema, and its batches as struct arrays. */
  int64_t (*batch_count)(const gamut_arrow_table *table);
  gamut_arrow_status (*schema)(
      const gamut_arrow_table *table, struct ArrowSchema *schema, gamut_arrow_error *error);
  gamut_arrow_status (*batch)(
      const gamut_arrow_table *table, int64_t index, struct ArrowArray *batch,
      gamut_arrow_error *error);

  /* Begins a file like `model`: its container, codecs, row groups, page index and metadata. `rows` is
     `model`, or what it was unpacked to. */
  gamut_arrow_writer *(*begin)(
      gamut_arrow_table *model, gamut_arrow_table *rows, gamut_arrow_sink sink,
      gamut_arrow_error *error);
  /* Adds the rows of batch `index` of `rows` whose byte of `kept` is not 0: a byte a row. */
  gamut_arrow_status (*append)(
      gamut_arrow_writer *writer, gamut_arrow_table *rows, int64_t index, const uint8_t *kept,
      gamut_arrow_error *error);
  /* Begins a Parquet file of `count` columns; of these, names and types are looked at. */
  gamut_arrow_writer *(*begin_columns)(
      const gamut_arrow_column *columns, size_t count, gamut_arrow_sink sink,
      gamut_arrow_error *error);
  /* Adds `row_count` rows to a file begun so, all of whose columns are given. */
  gamut_arrow_status (*append_columns)(
      gamut_arrow_writer *writer, const gamut_arrow_column *columns, size_t count,
      int64_t row_count, gamut_arrow_error *error);
  /* Writes what remains; the writer is gone. */
  gamut_arrow_status (*finish)(gamut_arrow_writer *writer, gamut_arrow_error *error);
  /* Ends without writing more; NULL does nothing. */
  void (*discard)(gamut_arrow_writer *writer);
} gamut_arrow_functions;

/* Opens the library at the first call in the process; NULL where it is not there, or does not fit.

   It is looked for under the name in the environment's GAMUT_ARROW, beside this code and the program,
   in ../lib/gamut and in .build/arrow of the folders above, and where the system looks. */
const gamut_arrow_functions *gamut_arrow_library(void);

/* Why there is no library; empty where there is one. */
const char *gamut_arrow_problem(void);

/* What the library exports: gamut_arrow_entry. */
typedef const gamut_arrow_functions *(*gamut_arrow_entry_type)(void);

#ifdef __cplusplus
}
#endif
#endif
