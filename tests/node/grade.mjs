// Lets MDN's HTTP Observatory grade pages of a server on this machine. In: {"name", "http", "https", "pages"} as JSON, where
// "name" is the public name and the others are ports. Out: for each page, what the grader says.
// The grader itself is not touched: it asks https://NAME/ and http://NAME/ on the usual ports and checks the certificate. Only the
// connections end here, and its list of preloaded sites, which its package would download, is empty.
import fs from "node:fs";
import http from "node:http";
import https from "node:https";
import net from "node:net";
import { text } from "node:stream/consumers";

const { name, http: plain, https: secure, pages } = JSON.parse(await text(process.stdin));

const readFile = fs.readFileSync;
fs.readFileSync = (path, ...rest) => (String(path).endsWith("hsts-preload.json") ? "{}" : readFile(path, ...rest));

const connect = https.Agent.prototype.createConnection;
http.Agent.prototype.createConnection = (_options, done) => net.connect({ host: "127.0.0.1", port: plain }, done);
https.Agent.prototype.createConnection = function (options, done) {
  return connect.call(this, { ...options, host: "127.0.0.1", port: secure, servername: name }, done);
};

const { scan } = await import("@mdn/mdn-http-observatory");
const { SCORE_TABLE } = await import("@mdn/mdn-http-observatory/src/grader/charts.js");
const worth = (result) => SCORE_TABLE.get(result)?.modifier ?? 0;
const grades = {};
for (const page of pages) {
  const { scan: told, tests } = await scan(name + page);
  const judged = Object.entries(tests).map(([title, test]) => {
    const best = Math.max(...test.constructor.possibleResults.map(worth));
    return [title, { pass: test.pass, result: test.result, points: test.scoreModifier, best }];
  });
  grades[page] = { ...told, tests: Object.fromEntries(judged) };
}
process.stdout.write(JSON.stringify(grades));
