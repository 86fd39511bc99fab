import { describe, expect, it } from 'vitest';
import { blackAndWhite, logoSize } from './logo';

describe('a logo', () => {
  it('is drawn smaller where it does not fit, and keeps its shape', () => {
    expect(logoSize(1152, 200)).toEqual({ width: 576, height: 100 });
    expect(logoSize(300, 1600)).toEqual({ width: 75, height: 400 });
    expect(logoSize(200, 80)).toEqual({ width: 200, height: 80 });
  });

  it('is black where it is darker than half, and paper where it is transparent', () => {
    const pixels = new Uint8ClampedArray([100, 100, 100, 255, 200, 200, 200, 255, 0, 0, 0, 0, 0, 0, 255, 255]);
    blackAndWhite(pixels);
    expect([...pixels]).toEqual([0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 255]);
  });
});
