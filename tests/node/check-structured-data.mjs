// Reads a page from standard input and prints what an independent extractor finds in it and an independent validator says.
import { readFileSync } from "node:fs";
import Validator from "@adobe/structured-data-validator";
import WebAutoExtractor from "@marbec/web-auto-extractor";

const page = readFileSync(0, "utf8");
const found = new WebAutoExtractor({ addLocation: true, embedSource: [] }).parse(page);
const remarks = await new Validator().validate(found);
console.log(JSON.stringify({ types: Object.keys(found.jsonld ?? {}), items: found.jsonld ?? {}, errors: found.errors ?? [], remarks }));
