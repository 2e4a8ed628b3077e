// Compares our verdicts with npm's validate-insz 1.0.4: node person_peer.js PEER_DIRECTORY PERSON_PEER_PROGRAM
//
// The peer judges the form and the check digits, and nothing else. So:
//   valid, odd     the peer must say valid
//   check          the peer must say invalid
//   month, serial  the peer must say valid: it does not look at the month or the serial number
//   form           the peer must say invalid, but for one thing: the dots of its pattern YY.MM.DD-SSS.CC stand for any
//                  character, and it throws away dots and hyphens, so 85-07-30-033.28 is good to it
// Each of these must occur often, or the comparison would prove nothing.
"use strict";
const { execFileSync } = require("child_process");
const fs = require("fs");
const path = require("path");
if (!fs.existsSync(path.join(process.argv[2], "index.js"))) {
  console.log("validate-insz is not there: script/setup check fetches it");
  process.exit(77);
}
const peer = require(path.resolve(process.argv[2], "index.js"));

const lines = execFileSync(process.argv[3], { maxBuffer: 1 << 28, encoding: "latin1" }).trimEnd().split("\n");
const loose = /^\d{2}.\d{2}.\d{2}-\d{3}.\d{2}$/;
const strict = /^\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}$/;
const expected = { valid: true, odd: true, check: false, month: true, serial: true, form: false };
const counts = { valid: 0, odd: 0, check: 0, month: 0, serial: 0, form: 0 };
let separators = 0;
let unexplained = 0;

for (const line of lines) {
  const [text, verdict] = line.split("\t");
  counts[verdict]++;
  const theirs = peer(text);
  if (theirs === expected[verdict]) continue;
  if (verdict === "form" && loose.test(text) && !strict.test(text)) separators++;
  else if (unexplained++ < 5) console.log(`unexplained: ${text}: we say ${verdict}, the peer says ${theirs}`);
}
console.log(`${lines.length} texts:`, counts, `other separators: ${separators}, unexplained: ${unexplained}`);
const rare = Object.values(counts).concat(separators).filter((count) => count < 200);
process.exit(lines.length === 1000000 && unexplained === 0 && rare.length === 0 ? 0 : 1);
