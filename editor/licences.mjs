// Writes the licences of everything that the editor is made of, each text once: node licences.mjs > editor.LICENSE.txt
import { readdirSync, readFileSync } from "node:fs";

const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
const texts = new Map();
for (const [folder, { version, dev, optional }] of Object.entries(packages).sort()) {
  if (!folder || dev || optional) continue;
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  const text = readFileSync(`${folder}/${file}`, "utf8").trim();
  const name = `${folder.replace("node_modules/", "")} ${version}`;
  texts.set(text, [...(texts.get(text) ?? []), name]);
}
const parts = [...texts].map(([text, names]) => `${names.join(", ")}\n\n${text}\n`);
process.stdout.write(`editor.js holds these packages, minified:\n\n${parts.join(`\n${"-".repeat(80)}\n\n`)}`);
