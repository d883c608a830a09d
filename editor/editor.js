// The editor of the page /sparql: CodeMirror with SPARQL's words, the colours of the page, and the place of an error.

import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { sparql } from "@codemirror/legacy-modes/mode/sparql";
import { setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--accent)", fontWeight: "600" },
  { tag: [tags.variableName, tags.local(tags.variableName)], color: "var(--code-variable)" },
  { tag: [tags.string, tags.literal], color: "var(--code-string)" },
  { tag: [tags.atom, tags.link], color: "var(--code-term)" },
  { tag: tags.standard(tags.name), color: "var(--code-function)" },
  { tag: [tags.number, tags.bool], color: "var(--code-number)" },
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
]);

const look = EditorView.theme({
  "&": { backgroundColor: "var(--surface)", color: "var(--ink)", fontSize: "13.5px", height: "100%" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55" },
  ".cm-content": { caretColor: "var(--ink)", padding: "10px 0" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": { backgroundColor: "var(--surface)", color: "var(--quiet)", border: "0" },
  ".cm-activeLine": { backgroundColor: "color-mix(in srgb, var(--accent-soft) 45%, transparent)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--accent-soft)" },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": { backgroundColor: "var(--mark)", outline: "0" },
  ".cm-tooltip": { backgroundColor: "var(--surface)", color: "var(--ink)", border: "1px solid var(--rule)", borderRadius: "8px" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent-soft)", color: "var(--ink)" },
  ".cm-completionDetail": { color: "var(--quiet)", fontStyle: "normal" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--warn)" },
});

/** Offers `words` ({label, detail}) and the variables that the query has already. */
function completions(words) {
  return (context) => {
    const before = context.matchBefore(/[?$]?[\w-]*:?[\w-]*/);
    if (!before || (before.from === before.to && !context.explicit)) return null;
    const variables = new Set(context.state.doc.toString().match(/[?$]\w+/g));
    variables.delete(before.text);
    const options = [...words, ...[...variables].map((label) => ({ label, type: "variable" }))];
    return { from: before.from, options, validFor: /^[?$]?[\w-]*:?[\w-]*$/ };
  };
}

/** A line and a column, both from 1, as a place in the text that is there. */
function placeOf(text, line, column) {
  const found = text.line(Math.min(Math.max(line, 1), text.lines));
  return Math.min(found.from + Math.max(column - 1, 0), found.to);
}

/**
 * Puts an editor into `parent`.
 *
 * `nonce` lets its styles past the page's Content-Security-Policy, `run` is what Ctrl+Enter does, `words` are offered.
 */
export function createEditor({ parent, text, label, nonce, words, run, changed }) {
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorView.cspNonce.of(nonce),
        keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }]),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...defaultKeymap]),
        lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(), highlightActiveLine(),
        StreamLanguage.define(sparql), syntaxHighlighting(colours), look, EditorView.lineWrapping,
        autocompletion({ override: [completions(words)] }),
        EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "false", tabindex: "0" }),
        EditorView.updateListener.of((update) => update.docChanged && changed()),
      ],
    }),
  });
  return {
    text: () => view.state.doc.toString(),
    /** Another text; its comments at the top are scrolled out of sight, as what they declare stands above the editor. */
    setText(text) {
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
      const head = text.match(/^(?:#.*\n)*/)[0].length;
      view.dispatch({ selection: { anchor: head }, effects: EditorView.scrollIntoView(head, { y: "start", yMargin: 10 }) });
    },
    focus: () => view.focus(),
    /** Marks where a query is wrong; without a place the mark goes away. */
    mark(place) {
      if (!place) return view.dispatch(setDiagnostics(view.state, []));
      const from = placeOf(view.state.doc, place.line, place.column);
      const line = view.state.doc.lineAt(from);
      const start = from < line.to ? from : line.from;
      const diagnostic = { from: start, to: Math.max(line.to, start), severity: "error", message: place.message };
      view.dispatch(setDiagnostics(view.state, [diagnostic]), { effects: EditorView.scrollIntoView(start, { y: "nearest" }) });
    },
  };
}
