// Reads M from standard input; answers "good" or what the parser of Microsoft says of it.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(process.argv[2] + "/");
const parser = require("@microsoft/powerquery-parser");
const answer = await parser.TaskUtils.tryLexParse(parser.DefaultSettings, readFileSync(0, "utf8"));
console.log(parser.TaskUtils.isError(answer) ? `broken: ${answer.error.innerError?.message ?? answer.error.message}` : "good");
