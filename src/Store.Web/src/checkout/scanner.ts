/** Longest pause between two keys of a scanner; people take several times that. */
const pauseAtMost = 60;

const shortestCode = 4;

/** Tells a scanner that types from a person: characters in quick succession, ended by Enter. */
export class ScanDetector {
  private keys = '';
  private last = Number.NEGATIVE_INFINITY;

  /** Whether the key just taken was the first of a possible scan. */
  get justBegun(): boolean {
    return this.keys.length === 1;
  }

  /** Takes a key as it comes; answers the code when Enter ends a scan. */
  take(key: string, at: number): string | null {
    if (key === 'Shift') return null;
    const quick = at - this.last <= pauseAtMost;
    this.last = at;
    if (key === 'Enter') {
      const code = quick && this.keys.length >= shortestCode ? this.keys : null;
      this.keys = '';
      return code;
    }
    if (key.length !== 1) this.keys = '';
    else this.keys = quick ? this.keys + key : key;
    return null;
  }
}

/** The character of a key; while a Chinese input method is on, the browser says only which key it was. */
export function characterOf(event: Pick<KeyboardEvent, 'key' | 'code'>): string {
  if (event.key !== 'Process') return event.key;
  const match = /^(?:Digit|Numpad)(\d)$|^Key([A-Z])$/.exec(event.code);
  return match?.[1] ?? match?.[2] ?? (event.code === 'Enter' || event.code === 'NumpadEnter' ? 'Enter' : event.key);
}
