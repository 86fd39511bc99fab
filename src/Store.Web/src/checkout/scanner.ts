/** A scanner's keys come faster than this on average, in milliseconds; people take at least twice as long. */
const averageAtMost = 50;

/** Longest pause within a scan: a radio link stutters at times. */
const pauseAtMost = 150;

const shortestCode = 4;

/** Between the elements of a GS1 code. */
const separator = '\u001d';

/** Tells a scanner that types from a person: characters in quick succession, ended by Enter. */
export class ScanDetector {
  private keys = '';
  private first = 0;
  private last = Number.NEGATIVE_INFINITY;

  /** Whether the key just taken was the first of a possible scan. */
  get justBegun(): boolean {
    return this.keys.length === 1;
  }

  /** Whether the key just taken goes on with what looks like a scan; a plus or minus pressed several times is a person's. */
  get isScanning(): boolean {
    return this.keys.length > 1 && /[^+-]/.test(this.keys);
  }

  /** Takes a key as it comes; answers the code when Enter ends a scan. */
  take(key: string, at: number): string | null {
    if (key === 'Shift' || key === 'Control') return null;
    const quick = at - this.last <= pauseAtMost;
    this.last = at;
    if (key === 'Enter') {
      const fast = (at - this.first) / this.keys.length <= averageAtMost;
      const code = quick && fast && this.keys.length >= shortestCode ? this.keys : null;
      this.keys = '';
      return code;
    }
    // Scanners that type cannot type the separator; some press F8 in its place, which is a person's key anywhere else.
    const typed = key === 'F8' && quick && this.isScanning ? separator : key;
    if (typed.length !== 1) this.keys = '';
    else if (quick && this.keys !== '') this.keys += typed;
    else {
      this.keys = typed;
      this.first = at;
    }
    return null;
  }
}

/** The character of a key; while a Chinese input method is on, the browser says only which key it was. */
export function characterOf(event: Pick<KeyboardEvent, 'key' | 'code'> & Partial<Pick<KeyboardEvent, 'ctrlKey'>>): string {
  // Which is how a keyboard types the separator of GS1.
  if (event.ctrlKey && (event.key === ']' || event.code === 'BracketRight')) return separator;
  if (event.key !== 'Process') return event.key;
  const match = /^(?:Digit|Numpad)(\d)$|^Key([A-Z])$/.exec(event.code);
  return match?.[1] ?? match?.[2] ?? (event.code === 'Enter' || event.code === 'NumpadEnter' ? 'Enter' : event.key);
}
