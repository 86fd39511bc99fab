// Programs of others, asked about many cases at once: {name: [case, ...]} on standard input, {name: [answer, ...]} on standard output.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

const askers = {
  // Lines in receiptline's own language become bytes for an ESC/POS printer.
  async receiptline() {
    const { default: receiptline } = await import('receiptline');
    return ({ text, columns, encoding }) => Buffer.from(receiptline.transform(text, { cpl: columns, encoding, command: 'escpos', spacing: false, cutting: true }), 'binary').toString('base64');
  },

  // Calls of ReceiptPrinterEncoder, in order: [["text", "abc"], ["newline"], ...].
  async encoder() {
    const { default: ReceiptPrinterEncoder } = await import('@point-of-sale/receipt-printer-encoder');
    return ({ columns, calls }) => {
      let encoder = new ReceiptPrinterEncoder({ language: 'esc-pos', columns, feedBeforeCut: 0 }).initialize();
      for (const [call, ...values] of calls) encoder = encoder[call](...values);
      return Buffer.from(encoder.encode()).toString('base64');
    };
  },

  // The codes in a PNG, with white around it.
  async codes() {
    const { readBarcodes, prepareZXingModule } = await import('zxing-wasm/reader');
    prepareZXingModule({ overrides: { wasmBinary: readFileSync(require.resolve('zxing-wasm/reader/zxing_reader.wasm')).buffer } });
    return async ({ png }) =>
      (await readBarcodes(Buffer.from(png, 'base64'), { tryHarder: true, maxNumberOfSymbols: 9, textMode: 'Plain' })).map((code) => ({
        identifier: code.symbologyIdentifier,
        bytes: Buffer.from(code.bytes).toString('base64'),
      }));
  },

  // The elements of a code of GS1, as a scanner sends it.
  async elements() {
    const { parseBarcode } = require('gs1-barcode-parser-mod');
    return ({ scan }) => parseBarcode(scan).parsedCodeItems.map(({ ai, raw }) => `${ai}=${raw}`);
  },

  // A label in ZPL as a PNG.
  async zpl() {
    const { ready } = await import('zpl-renderer-js');
    const { api } = await ready;
    return ({ zpl, widthMm, heightMm }) => api.zplToBase64Async(zpl, widthMm, heightMm, 8);
  },

  // The bytes of each character in a character set.
  async bytes() {
    const { default: iconv } = await import('iconv-lite');
    return ({ from, to, set }) => {
      const all = [];
      for (let code = from; code <= to; code++) all.push(iconv.encode(String.fromCodePoint(code), set).toString('hex'));
      return all;
    };
  },
};

const asked = JSON.parse(readFileSync(0, 'utf8'));
const answers = {};
for (const [name, cases] of Object.entries(asked)) {
  const ask = await askers[name]();
  answers[name] = [];
  for (const one of cases) answers[name].push(await ask(one));
}
process.stdout.write(JSON.stringify(answers));
