/* SPDX-License-Identifier: Apache-2.0 */
/* The C interface of Gamut: the commands of the program, run within a process, on files and on tables
   and lists that the process holds.

     gamut_run *run = gamut_run_new();
     gamut_run_add_stream(run, "table", &stream);
     const char *arguments[] = {"dedupe", "table", "--threshold=0.9"};
     if (gamut_run_start(run, arguments, 3) == GAMUT_DONE) … gamut_run_removed(run, &removed) …
     gamut_run_free(run);

   No function but gamut_main throws, prints, or ends the process. All of them may be called from any thread, one at a
   time for a run but for gamut_run_stop and gamut_run_progress; runs are apart from each other. A child
   that is forked, even while runs are under way, may make runs of its own; those of its parent it must
   leave alone. Texts are UTF-8 and terminated, and belong to the run. */
#ifndef gamut_h
#define gamut_h

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Of this header; a library of another number is not to be used. */
#define GAMUT_INTERFACE 2

/* The version of Gamut, and the number of the interface. */
const char *gamut_version(void);
int32_t gamut_interface(void);

/* Runs the command that this process was started with, as the program `gamut` does, and ends the process: all
   that a program has to do that is linked with this library. */
void gamut_main(void);

/* Computes answers that are known, and compares them: hashes, words and sketches. 1 where all are right: the
   same library on another machine decides the same. `answer`, where it is not NULL, gets a number that is
   the same wherever they are right. */
int32_t gamut_self_test(uint64_t *answer);

/* One command. */
typedef struct gamut_run gamut_run;

typedef enum {
  GAMUT_DONE = 0,
  GAMUT_GATE = 1,    /* done, and a gate was true: gamut_run_error says which */
  GAMUT_FAILED = 2,  /* gamut_run_error says why */
  GAMUT_STOPPED = 130,
} gamut_status;

/* NULL where there is no memory. */
gamut_run *gamut_run_new(void);
/* Frees a run that is not under way, and all that it lent. NULL does nothing. */
void gamut_run_free(gamut_run *run);

/* Lets `name` among the arguments stand for the rows of an Arrow stream (the Arrow C stream
   interface). The stream is used up by this call, and its batches are held until the run is freed: columns are
   read where they lie. gamut_run_error says what is wrong with it. */
struct ArrowArrayStream;
gamut_status gamut_run_add_stream(
    gamut_run *run, const char *name, struct ArrowArrayStream *stream);

/* The same for records that are lines of JSON, which are copied. */
gamut_status gamut_run_add_lines(
    gamut_run *run, const char *name, const uint8_t *bytes, size_t count);

/* Fills `stream` with the rows of the Parquet or the Arrow file at `path`; 0 where it did. */
typedef int32_t (*gamut_opener)(void *context, const char *path, struct ArrowArrayStream *stream);

/* Opens such files by `open`, on any thread, in place of libgamut_arrow. */
void gamut_run_set_opener(gamut_run *run, gamut_opener open, void *context);

/* Runs a command: `arguments` are those of the program, without its name. Outputs that are not asked
   for are not made: `dedupe` and `index` decide, and gamut_run_removed has what. */
gamut_status gamut_run_start(gamut_run *run, const char *const *arguments, size_t count);

/* Asks a run that is under way to end; it does at the next batch of records or the next stage. */
void gamut_run_stop(gamut_run *run);

/* How far a run is. */
typedef struct {
  int64_t completed;
  int64_t total;     /* 0 where nobody knows */
  int32_t is_bytes;  /* else records */
  char stage[60];    /* such as "reading"; empty where none has begun */
} gamut_progress;
void gamut_run_progress(gamut_run *run, gamut_progress *progress);

/* What is wrong: one line. Empty where nothing is. */
const char *gamut_run_error(gamut_run *run);
/* The same as JSON: {"message", "path", "line", "row", "field"}, without those that are not known. */
const char *gamut_run_error_json(gamut_run *run);
/* What the program says to a person, a line each, and what it shows. */
const char *gamut_run_words(gamut_run *run);
const char *gamut_run_answer(gamut_run *run);

/* What `dedupe`, `index` and `report` decided: a value of each column for each removed record, in the order
   of the records. */
typedef struct {
  uint64_t read_count;     /* records read, rejected ones among them */
  uint64_t removed_count;
  const uint32_t *record;
  const uint32_t *keeper;      /* the record that stays in its place */
  const uint8_t *is_reference; /* 1: the keeper is a record of --against, or of the index */
  const uint8_t *cause;        /* 0 exact, 1 near, 2 semantic, 3 repeat */
  const double *similarity;
  uint64_t rejected_count;
  const uint32_t *rejected;
} gamut_removals;
/* GAMUT_FAILED where the run decided nothing. */
gamut_status gamut_run_removed(gamut_run *run, gamut_removals *removals);

/* Joins the numbers below `count` that `edge_count` edges lead between, and writes for each the lowest
   number of its component. 0 where an edge leads elsewhere. O(edges) but for a factor that grows as good as
   not at all; 4 bytes a number. */
int32_t gamut_components(
    uint32_t count, const uint32_t *from, const uint32_t *to, size_t edge_count,
    uint32_t *component);

/* Joins rows of `column_count` numbers of 32 bits whose inner product reaches `threshold`: the `left_count` rows of
   `left` with each other, or with the `right_count` of `right` where that is not NULL; and equal rows of either. Writes
   for each row, those of `right` behind those of `left`, the lowest number of its component. Rows should have norm
   1; rows of zeros are joined with none. 0 where a number is not finite, or there is no OpenBLAS, which does the
   products. */
int32_t gamut_join_rows(
    const float *left, uint32_t left_count, const float *right, uint32_t right_count,
    uint32_t column_count, double threshold, uint32_t workers, uint32_t *component);

#ifdef __cplusplus
}
#endif
#endif
