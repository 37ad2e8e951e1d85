package dev.millrace.data.rows;

/** Whether bytes are a text. */
final class Utf8 {

  private Utf8() {}

  /** By table 3-7 of the Unicode Standard: no overlong forms, no surrogates, up to U+10FFFF. */
  static boolean valid(byte[] bytes, int from, int to) {
    int i = from;
    while (i < to) {
      int lead = bytes[i] & 0xff;
      int more = lead < 0x80 ? 0 : lead < 0xc2 ? -1 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
      if (more < 0 || lead > 0xf4 || i + more >= to) {
        return false;
      }
      for (int k = 1; k <= more; k++) {
        if ((bytes[i + k] & 0xc0) != 0x80) {
          return false;
        }
      }
      int second = more == 0 ? 0 : bytes[i + 1] & 0xff;
      if ((lead == 0xe0 && second < 0xa0)
          || (lead == 0xed && second > 0x9f)
          || (lead == 0xf0 && second < 0x90)
          || (lead == 0xf4 && second > 0x8f)) {
        return false;
      }
      i += more + 1;
    }
    return true;
  }
}
