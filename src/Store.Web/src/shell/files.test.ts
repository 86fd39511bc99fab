import { describe, expect, it } from 'vitest';
import { csvOf } from './files';

describe('tables for spreadsheets', () => {
  it('quote what would break a cell or a row', () => expect(csvOf([['a,b', 'say "hi"', 'two\nlines', 1.5]])).toBe('\ufeff"a,b","say ""hi""","two\nlines",1.5\r\n'));

  it('hold no formulas, and numbers as they are', () => expect(csvOf([['=1+1', '@x', -3]])).toBe("\ufeff'=1+1,'@x,-3\r\n"));
});
