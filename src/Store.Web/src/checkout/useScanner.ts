import { useEffect, useRef } from 'react';
import { refusedCard, swiped } from './magneticCard';
import { ScanDetector, characterOf } from './scanner';

type Field = HTMLInputElement | HTMLTextAreaElement;

const isField = (element: Element | null): element is Field => element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;

/** Puts a field back to what it said before a scanner typed into it. */
function restore(field: Field, value: string): void {
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Handlers in the order in which they came; the newest (the dialog on top) gets the scan. */
const handlers: { current: (code: string) => void }[] = [];

/** Gives what was read to whatever is on top; of a card that was swiped its number. */
function hand(code: string): void {
  const card = swiped(code);
  if (card?.kind === 'refused') window.dispatchEvent(new Event(refusedCard));
  else handlers.at(-1)?.current(card?.number ?? code);
}

let listening = false;

function listen(): void {
  if (listening) return;
  listening = true;
  const detector = new ScanDetector();
  let before: { field: Field; value: string } | null = null;
  window.addEventListener('keydown', (event) => {
    const field = document.activeElement;
    // A field for codes of its own (a wallet's reference) keeps what is scanned into it.
    if (handlers.length === 0 || (isField(field) && field.dataset.scan === 'own')) return;
    const code = detector.take(characterOf(event), event.timeStamp);
    if (detector.justBegun) before = isField(field) ? { field, value: field.value } : null;
    if (code === null) {
      // A dash within a code is no key of the till.
      if (detector.isScanning) event.stopPropagation();
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (before?.field === field) restore(before.field, before.value);
    before = null;
    hand(code);
  }, { capture: true });
}

/** Takes what a scanner types anywhere on the page, until something on top takes it. */
export function useScanner(onScan: (code: string) => void, active = true): void {
  const handler = useRef(onScan);
  useEffect(() => {
    handler.current = onScan;
  });
  useEffect(() => {
    if (!active) return;
    listen();
    handlers.push(handler);
    return () => {
      handlers.splice(handlers.indexOf(handler), 1);
    };
  }, [active]);
}

/** Takes what a scanner on a wire of its own has read, as if it had been typed. */
export function takeScan(code: string): void {
  const field = document.activeElement;
  if (isField(field) && field.dataset.scan === 'own') {
    restore(field, code);
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
  } else hand(code);
}
