package dev.millrace.serving.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON written by hand into one growing byte array: on the path of every prediction, where a tree
 * or a generator would cost more than the model.
 */
public final class JsonBytes {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes;
  private int size;

  public JsonBytes(int capacity) {
    bytes = new byte[capacity];
  }

  /** Text that is already JSON, ASCII only. */
  @SuppressWarnings("deprecation") // the one way to copy ASCII without an intermediate array
  public JsonBytes raw(String ascii) {
    int length = ascii.length();
    reserve(length);
    ascii.getBytes(0, length, bytes, size);
    size += length;
    return this;
  }

  public JsonBytes raw(char ascii) {
    reserve(1);
    bytes[size++] = (byte) ascii;
    return this;
  }

  public JsonBytes number(long value) {
    return raw(Long.toString(value));
  }

  /** The shortest decimal that reads back as the same double; it must be finite. */
  public JsonBytes number(double value) {
    return raw(Double.toString(value));
  }

  /** A quoted string, escaped as RFC 8259 asks; a lone surrogate becomes U+FFFD. */
  public JsonBytes string(String text) {
    reserve(6 * text.length() + 2);
    bytes[size++] = '"';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        escape(c);
      } else if (c < 0x80) {
        bytes[size++] = (byte) c;
      } else {
        int point = text.codePointAt(i);
        i += Character.charCount(point) - 1;
        utf8(Character.isBmpCodePoint(point) && Character.isSurrogate(c) ? 0xFFFD : point);
      }
    }
    bytes[size++] = '"';
    return this;
  }

  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void escape(char c) {
    bytes[size++] = '\\';
    if (c < ' ') {
      raw("u00");
      bytes[size++] = HEX[c >> 4];
      bytes[size++] = HEX[c & 0xF];
    } else {
      bytes[size++] = (byte) c;
    }
  }

  private void utf8(int point) {
    if (point < 0x800) {
      bytes[size++] = (byte) (0xC0 | (point >> 6));
    } else if (point < 0x10000) {
      bytes[size++] = (byte) (0xE0 | (point >> 12));
      continuation(point >> 6);
    } else {
      bytes[size++] = (byte) (0xF0 | (point >> 18));
      continuation(point >> 12);
      continuation(point >> 6);
    }
    continuation(point);
  }

  private void continuation(int bits) {
    bytes[size++] = (byte) (0x80 | (bits & 0x3F));
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
