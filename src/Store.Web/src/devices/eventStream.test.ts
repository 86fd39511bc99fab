import { expect, it } from 'vitest';
import { EventReader } from './eventStream';

it('reads events however they are cut', () => {
  const event = (seq: number) => `id: ${seq}\nevent: data\ndata: {"seq":${seq},"event":"data"}\n\n`;
  const text = `: here\n\n${event(1)}: still here\n\n${event(2)}`;
  for (let size = 1; size < 20; size++) {
    const reader = new EventReader();
    const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, at) => text.slice(at * size, (at + 1) * size));

    expect(pieces.flatMap((piece) => reader.take(piece)).map((each) => each.seq)).toEqual([1, 2]);
  }
});
