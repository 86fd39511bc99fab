/** An answer of the server that refuses: its stable code, the words for a person, and figures that go with it. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly facts: Readonly<Record<string, unknown>>;

  constructor(status: number, code: string, detail: string, facts: Readonly<Record<string, unknown>> = {}) {
    super(detail);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.facts = facts;
  }

  /** A figure that goes with the refusal, such as the actual price. */
  number(name: string): number | null {
    const value = this.facts[name];
    return typeof value === 'number' ? value : null;
  }
}

/** No answer: whether the server has done what was asked is not known. */
export class NoAnswer extends Error {
  /** Why there was none, where that is known; words are kept under it as for a problem. */
  readonly code: string | null;

  constructor(cause: unknown, code: string | null = null) {
    super('The server did not answer.', { cause });
    this.name = 'NoAnswer';
    this.code = code;
  }
}

/** Reads the problem details of a refusing answer. */
export async function problemOf(response: Response): Promise<Problem | NoAnswer> {
  // A gateway says that it got no answer from the host, or not in time.
  if ([502, 503, 504].includes(response.status)) return new NoAnswer(response.status);
  let body: unknown;
  try {
    body = await response.json();
  } catch {
    body = {};
  }
  const facts = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const code = typeof facts.code === 'string' ? facts.code : `status.${response.status}`;
  const detail = typeof facts.detail === 'string' ? facts.detail : response.statusText;
  return new Problem(response.status, code, detail, facts);
}
