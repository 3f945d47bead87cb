import { defautDuPin, PIN_DEMO } from './pin.js';

describe('Code PIN', () => {
  it('refuses what is too short, too long, not digits, repeated or in a row', () => {
    for (const pin of ['', '123', '1234567890123', '12a4', '0000', '1234', '98765', '٢٤٦٨']) {
      expect(defautDuPin(pin)).not.toBeNull();
    }
  });

  it('accepts the others, the demonstration PIN included', () => {
    for (const pin of ['1357', '902751', '1223', '135791357913', PIN_DEMO]) expect(defautDuPin(pin)).toBeNull();
  });
});
