/** What became of a scan: it is dealt with, or the server gave no answer and it has to be tried again. */
export type ScanOutcome = 'done' | 'again';

/** Deals with scans one after the other, in their order; none is lost while another is being looked up or the till is busy. */
export class ScanQueue {
  private readonly waiting: string[] = [];
  private working = false;
  private held = false;
  /** While the ticket is closed off: how many of those that wait still belong to it. */
  private ahead: number | null = null;
  private ended = false;

  private readonly handle: (code: string) => Promise<ScanOutcome>;
  private readonly changed: (waiting: number, ahead: number) => void;
  private readonly pause: () => Promise<void>;

  constructor(
    handle: (code: string) => Promise<ScanOutcome>,
    changed: (waiting: number, ahead: number) => void = () => undefined,
    pause: () => Promise<void> = () => new Promise((resolve) => setTimeout(resolve, 1500)),
  ) {
    this.handle = handle;
    this.changed = changed;
    this.pause = pause;
  }

  add(code: string): void {
    this.waiting.push(code);
    this.tell();
    void this.work();
  }

  /** Holds scans back while the till cannot take them, or lets them go on. */
  hold(held: boolean): void {
    this.held = held;
    if (!held) void this.work();
  }

  /** Closes the ticket off: what has been scanned before still comes onto it, what is scanned from now on waits until it is open again. */
  closeOff(closed: boolean): void {
    if (closed === (this.ahead !== null)) return;
    this.ahead = closed ? this.waiting.length : null;
    this.tell();
    void this.work();
  }

  /** Forgets what waits. */
  drop(): void {
    this.waiting.length = 0;
    if (this.ahead !== null) this.ahead = 0;
    this.tell();
  }

  start(): void {
    this.ended = false;
    void this.work();
  }

  stop(): void {
    this.ended = true;
  }

  private async work(): Promise<void> {
    if (this.working) return;
    this.working = true;
    for (let code = this.waiting[0]; code !== undefined && !this.isIdle(); code = this.waiting[0]) {
      const outcome = await this.handle(code);
      if (outcome === 'again') await this.pause();
      else if (this.waiting[0] === code) {
        this.waiting.shift();
        if (this.ahead !== null && this.ahead > 0) this.ahead -= 1;
      }
      this.tell();
    }
    this.working = false;
  }

  private isIdle(): boolean {
    return this.held || this.ended || this.ahead === 0;
  }

  private tell(): void {
    this.changed(this.waiting.length, this.ahead ?? this.waiting.length);
  }
}
