#pragma once
#include <errno.h>
#include <histedit.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

// Swift can't call C variadics: each wrapper below is one shape of `el_set`, `el_wset`, `el_get` or `history`.

typedef char *(*libedit_prompt)(EditLine *);
typedef unsigned char (*libedit_function)(EditLine *, int);

// EL_PROMPT_ESC, not EL_PROMPT: text between two `escape` characters has no width, so that a prompt may have colours.
static inline int libedit_set_prompt(EditLine *e, libedit_prompt prompt, char escape) { return el_set(e, EL_PROMPT_ESC, prompt, escape); }
// The options that take one int: EL_SIGNAL, EL_EDITMODE, EL_PREP_TERM, EL_SAFEREAD.
static inline int libedit_set_int(EditLine *e, int option, int value) { return el_set(e, option, value); }
// The options that take one string: EL_TERMINAL, EL_EDITOR.
static inline int libedit_set_string(EditLine *e, int option, const char *value) { return el_set(e, option, value); }
// EL_SETTY for the mode in which lines are edited ("-d"): Enter is a carriage return, a newline is none, and Ctrl-S is a key.
static inline int libedit_free_keys(EditLine *e) { return el_set(e, EL_SETTY, "-d", "-icrnl", "-inlcr", "-ixon", NULL); }
// EL_CLIENTDATA: a C callback finds its Swift object through it.
static inline int libedit_set_client_data(EditLine *e, void *data) { return el_set(e, EL_CLIENTDATA, data); }
// The way back from the C callback to the Swift object.
static inline void *libedit_client_data(EditLine *e) { void *data = NULL; return el_get(e, EL_CLIENTDATA, &data) == 0 ? data : NULL; }
// EL_ADDFN: gives a callback a name to bind keys to.
static inline int libedit_add_function(EditLine *e, const char *name, const char *help, libedit_function f) { return el_set(e, EL_ADDFN, name, help, f); }
// EL_BIND with its closing NULL.
static inline int libedit_bind(EditLine *e, const char *key, const char *command) { return el_set(e, EL_BIND, key, command, NULL); }
// The same for vi's command mode.
static inline int libedit_bind_command(EditLine *e, const char *key, const char *command) { return el_set(e, EL_BIND, "-a", key, command, NULL); }
// One line of `.editrc`; -1 when it has an open quote, of which libedit's own reader leaves the words undefined.
static inline int libedit_run(EditLine *e, const char *line) {
  Tokenizer *words = tok_init(NULL);
  int count = 0;
  const char **list = NULL;
  int result = words != NULL && tok_str(words, line, &count, &list) == 0 && count > 0 ? el_parse(e, count, list) : -1;
  if (words != NULL) tok_end(words);
  return result;
}
// The wide call: a callback of the narrow width has crashed and lost UTF-8 in other programs.
static inline int libedit_set_read_function(EditLine *e, el_rfunc_t read) { return el_wset(e, EL_GETCFN, read); }
// EL_HIST needs the address of the variadic `history`, which Swift can't take.
static inline int libedit_set_history(EditLine *e, History *h) { return el_set(e, EL_HIST, history, h); }
// EL_REFRESH draws prompt and line again at the cursor; it has no argument.
static inline int libedit_refresh(EditLine *e) { return el_set(e, EL_REFRESH); }
// EL_EDITMODE is only an indication that the caller must honour; -1 when it can't be read.
static inline int libedit_edit_mode(EditLine *e) { int on = 0; return el_get(e, EL_EDITMODE, &on) == 0 ? on : -1; }
// EL_EDITOR: "emacs" or "vi"; an `.editrc` may have changed it, and with it all bindings.
static inline const char *libedit_editor_name(EditLine *e) { const char *name = NULL; return el_get(e, EL_EDITOR, &name) == 0 ? name : NULL; }
// EL_GETTC: what the terminal's description says for a capability such as "up".
static inline const char *libedit_capability(EditLine *e, const char *name) { char *value = NULL; return el_get(e, EL_GETTC, name, &value) == 0 ? value : NULL; }

// H_SETSIZE and H_SETUNIQUE.
static inline int libedit_history_int(History *h, int option, int value) { HistEvent event; return history(h, &event, option, value); }
// H_ENTER copies the string.
static inline int libedit_history_enter(History *h, const char *line) { HistEvent event; return history(h, &event, H_ENTER, line); }

// Not in Swift's Glibc module (_XOPEN_SOURCE): the columns of a character, -1 for a control character.
static inline int libedit_wcwidth(wchar_t c) { extern int wcwidth(wchar_t); return wcwidth(c); }

// libedit decodes and encodes by the C library's locale: in any other than a UTF-8 one it drops letters in silence.
// LC_CTYPE alone is set, from the environment, else to C.UTF-8; 0 when the system has neither.
static inline int libedit_use_utf8(void) {
  const char *have = setlocale(LC_CTYPE, "");
  if (have != NULL && strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return 1;
  return setlocale(LC_CTYPE, "C.UTF-8") != NULL;
}
