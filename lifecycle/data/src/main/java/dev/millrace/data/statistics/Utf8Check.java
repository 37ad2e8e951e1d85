package dev.millrace.data.statistics;

/**
 * Whether bytes are valid UTF-8, a part at a time: no byte that cannot begin a code point does, all
 * that go on are there, and none is longer than it needs to be, a surrogate, or above U+10FFFF (RFC
 * 3629).
 */
final class Utf8Check {

  private int expected;
  private int least = 0x80;
  private int most = 0xBF;
  private boolean broken;

  Utf8Check add(byte[] bytes, int length) {
    for (int i = 0; i < length && !broken; i++) {
      add(bytes[i] & 0xFF);
    }
    return this;
  }

  /** True if all was valid and the end does not cut a code point. */
  boolean ends() {
    return !broken && expected == 0;
  }

  private void add(int next) {
    if (expected == 0) {
      begin(next);
      return;
    }
    broken = next < least || next > most;
    least = 0x80;
    most = 0xBF;
    expected--;
  }

  private void begin(int lead) {
    if (lead < 0x80) {
      return;
    }
    broken = lead < 0xC2 || lead > 0xF4;
    expected = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  }
}
