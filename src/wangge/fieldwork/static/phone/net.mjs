// @ts-check
// Asking the server. No answer is Lost, and nothing is wrong then; a refusal carries the server's own sentence.
import { open } from "./vault.mjs";
import { meta } from "./store.mjs";

const PATIENCE = 30_000;

/** The line is gone, or the server is. */
export class Lost extends Error {}

/** The server does not take it. */
export class Refused extends Error {
  /** @param {number} status @param {string} code @param {string} sentence */
  constructor(status, code, sentence) {
    super(sentence);
    [this.status, this.code] = [status, code];
  }

  /** Whether the same may succeed later: a refusal without a word of the server's is of something that stands between. */
  get mayPass() {
    return this.status >= 500 || this.status === 429 || this.status === 408 || !this.code;
  }
}

/** What anybody else answers, the page of a gateway that wants a sign-in for one, is no answer. @param {boolean} ours */
export function expectOurs(ours) {
  if (!ours) throw new Lost("the answer is not the server's");
}

/**
 * @param {string} method @param {string} path below the API
 * @param {any} [body] an object goes as JSON, bytes as they are
 * @param {string} [key] another one than this phone's, empty for none
 * @returns {Promise<{status: number, body: any, etag: string}>} what came: of JSON its content, of anything else the bytes
 */
export async function ask(method, path, body, key) {
  const answer = await sent(method, path, body, key);
  if (answer.status === 304) return { status: 304, body: undefined, etag: "" };
  if (answer.ok) {
    const told = answer.status === 204 ? undefined : await whole(answer);
    return { status: answer.status, body: told, etag: answer.headers.get("ETag") ?? "" };
  }
  const problem = (kindOf(answer).includes("problem+json") && (await answer.json().catch(() => undefined))) || {};
  if (answer.status === 401) dispatchEvent(new CustomEvent("phone:stranger", { detail: problem.title }));
  throw new Refused(answer.status, problem.title ?? "", problem.detail ?? `${answer.status}`); // its title is a word for programs
}

/** @param {string} method @param {string} path @param {any} body @param {string} [key] */
async function sent(method, path, body, key = undefined) {
  const bytes = body instanceof ArrayBuffer || body instanceof Uint8Array;
  const kind = body === undefined ? {} : { "Content-Type": bytes ? "application/octet-stream" : "application/json" };
  const content = body === undefined || bytes ? body : JSON.stringify(body);
  try {
    return await fetch(`/api/v1${path}`, {
      method,
      body: content,
      headers: { ...kind, ...(await credentials(key)), "Accept-Language": document.documentElement.lang },
      credentials: "omit", // the key alone says who it is
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch (fault) {
    throw new Lost(String(fault));
  }
}

/** @param {string} [given] @returns {Promise<Record<string, string>>} */
async function credentials(given) {
  const device = given === undefined && (await meta("device"));
  const key = device ? (await open(device)).key : given;
  return key ? { Authorization: `Bearer ${key}` } : {};
}

/** A line that breaks in the middle of an answer is a lost line too. @param {Response} answer */
async function whole(answer) {
  expectOurs(!kindOf(answer).includes("text/html"));
  try {
    return await (kindOf(answer).includes("json") ? answer.json() : answer.arrayBuffer());
  } catch (fault) {
    throw new Lost(String(fault));
  }
}

/** @param {Response} answer */
function kindOf(answer) {
  return answer.headers.get("Content-Type") ?? "";
}
