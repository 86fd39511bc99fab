import { describe, expect, it } from 'vitest';
import { swiped } from './magneticCard';
import { ScanDetector, characterOf } from './scanner';
import { ScanQueue } from './scanQueue';

function typed(text: string, pause: number): string | null {
  const detector = new ScanDetector();
  let at = 1000;
  let code: string | null = null;
  for (const key of [...text.split(''), 'Enter']) code = detector.take(key, (at += pause));
  return code;
}

describe('scanner', () => {
  it('is known by its speed', () => {
    expect(typed('6901234567892', 8)).toBe('6901234567892');
    expect(typed('6901234567892', 120)).toBeNull();
  });

  it('may stutter once', () => {
    const detector = new ScanDetector();
    let at = 1000;
    let code: string | null = null;
    for (const key of [...'6901234567892'.split(''), 'Enter']) code = detector.take(key, (at += key === '5' ? 140 : 10));
    expect(code).toBe('6901234567892');
  });

  it('is not a short burst', () => expect(typed('12', 5)).toBeNull());

  it('leaves out what a person typed before', () => {
    const detector = new ScanDetector();
    detector.take('7', 0);
    detector.take('8', 300);
    let at = 1000;
    let code: string | null = null;
    for (const key of ['A', 'Shift', 'B', '1', '2', 'Enter']) code = detector.take(key, (at += 10));
    expect(code).toBe('AB12');
  });

  it('does not take an Enter that comes late', () => {
    const detector = new ScanDetector();
    '123456'.split('').forEach((key, index) => detector.take(key, index * 5));
    expect(detector.take('Enter', 800)).toBeNull();
  });

  it('tells the dash within a code from the minus key', () => {
    const detector = new ScanDetector();
    const told = (keys: string, from: number) => keys.split('').map((key, index) => {
      detector.take(key, from + index * 10);
      return detector.isScanning;
    });
    expect(told('M-1', 1000)).toEqual([false, true, true]);
    expect(told('--+', 2000)).toEqual([false, false, false]);
  });

  it('keeps the separators of a GS1 code, typed as F8 or Ctrl+]', () => {
    const detector = new ScanDetector();
    const keys = ['0106901234567892'.split(''), 'F8', '10LOT'.split(''), 'Control', characterOf({ key: ']', code: 'BracketRight', ctrlKey: true }), '3720'.split(''), 'Enter'].flat();
    expect(keys.map((key, index) => detector.take(key, 1000 + index * 10)).at(-1)).toBe('0106901234567892\u001d10LOT\u001d3720');
    expect([detector.take('F8', 5000), detector.isScanning]).toEqual([null, false]);
  });

  it('reads keys through an input method', () => {
    expect(characterOf({ key: 'Process', code: 'Digit6' })).toBe('6');
    expect(characterOf({ key: 'Process', code: 'KeyQ' })).toBe('Q');
    expect(characterOf({ key: 'Process', code: 'NumpadEnter' })).toBe('Enter');
  });
});

describe('cards that are swiped', () => {
  it('are the number on the shop\'s own', () => {
    expect(swiped(';80001234?')).toEqual({ kind: 'own', number: '80001234' });
    expect(swiped('%VIP80001234?;80001234=01?')).toEqual({ kind: 'own', number: '80001234' });
    expect(swiped('%VIP80001234?')).toEqual({ kind: 'own', number: 'VIP80001234' });
  });

  it('are refused whole where they are a bank\'s, or were not read', () => {
    for (const stripe of [';6222020200112233445=28122010000012300000?', '%B6222020200112233445^WANG/FANG^2812201?', '%B4111111111111111^A/B^2812201000?;4111111111111111=28122010000?', '%E?', ';E?'])
      expect(swiped(stripe)).toEqual({ kind: 'refused' });
  });

  it('are no codes that are scanned', () => {
    for (const code of ['6901000000011', 'https://shop.test/r?x=1', 'MQ-12-A3', '0106901234567892\u001d10LOT']) expect(swiped(code)).toBeNull();
  });
});

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('scan queue', () => {
  it('takes scans in their order while one is being looked up', async () => {
    const seen: string[] = [];
    let free: () => void = () => undefined;
    const queue = new ScanQueue(async (code) => {
      if (code === 'a') await new Promise<void>((resolve) => (free = resolve));
      seen.push(code);
      return 'done';
    });
    for (const code of ['a', 'b', 'b', 'c']) queue.add(code);
    await settled();
    expect(seen).toEqual([]);
    free();
    await settled();
    expect(seen).toEqual(['a', 'b', 'b', 'c']);
  });

  it('tries again what got no answer', async () => {
    let tries = 0;
    const queue = new ScanQueue(() => Promise.resolve(++tries < 3 ? 'again' : 'done'), undefined, () => Promise.resolve());
    queue.add('a');
    await settled();
    expect(tries).toBe(3);
  });

  it('holds scans back while the till is busy', async () => {
    const seen: string[] = [];
    let waiting = 0;
    const queue = new ScanQueue((code) => {
      seen.push(code);
      return Promise.resolve('done');
    }, (count) => (waiting = count));
    queue.hold(true);
    queue.add('a');
    await settled();
    expect([seen, waiting]).toEqual([[], 1]);
    queue.hold(false);
    await settled();
    expect([seen, waiting]).toEqual([['a'], 0]);
  });

  it('lets what was scanned before the ticket was closed off come onto it, and what is scanned after it wait', async () => {
    const seen: string[] = [];
    let told: readonly number[] = [];
    let free: () => void = () => undefined;
    const queue = new ScanQueue(async (code) => {
      if (code === 'a') await new Promise<void>((resolve) => (free = resolve));
      seen.push(code);
      return 'done';
    }, (waiting, ahead) => (told = [waiting, ahead]));
    queue.add('a');
    queue.add('b');
    queue.closeOff(true);
    queue.add('c');
    expect(told).toEqual([3, 2]);
    free();
    await settled();
    expect([seen, told]).toEqual([['a', 'b'], [1, 0]]);
    queue.closeOff(false);
    await settled();
    expect([seen, told]).toEqual([['a', 'b', 'c'], [0, 0]]);
  });
});
