// Write front matter as Decap CMS 3.16 does (decap-cms-core, formats/yaml.js): the same library, in the same version.
import { readFileSync } from "node:fs";
import yaml from "decap-yaml";

const write = (data) => {
  const document = new yaml.Document();
  document.contents = yaml.createNode(data);
  return document.toString();
};
process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf-8")).map(write)));
