package dev.millrace.data.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.core.error.UserError;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Text files as bytes in UTF-8, whatever they are packed and encoded in. */
final class TextInput {

  private static final int BEGIN = 1 << 16;

  private TextInput() {}

  static boolean packed(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  /** The first bytes of a file, unpacked. */
  static byte[] begin(Path file) throws IOException {
    try (InputStream bytes = unpacked(file)) {
      return bytes.readNBytes(BEGIN);
    } catch (EOFException | ZipException e) {
      throw damaged(file, e);
    }
  }

  static InputStream unpacked(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    try {
      return packed(file) ? new GZIPInputStream(bytes, BEGIN) : bytes;
    } catch (IOException e) {
      bytes.close();
      throw damaged(file, e);
    }
  }

  static UserError damaged(Path file, IOException cause) {
    return UserError.failure(file + " cannot be unpacked: it is truncated or no gzip file")
        .hint("the file is damaged or not what its name says; write it again from its origin")
        .causedBy(cause);
  }

  /**
   * Ends a long reading whose thread is interrupted, which files do not notice by themselves. The
   * thread keeps that status.
   */
  static void heedInterruption() throws InterruptedIOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted while reading rows");
    }
  }

  /** The text of a file without its byte order mark, in UTF-8. */
  static InputStream open(Path file, CsvLayout layout) throws IOException {
    InputStream bytes = unpacked(file);
    bytes.skipNBytes(layout.mark());
    return layout.charset().equals(UTF_8) ? bytes : new Recoded(bytes, layout);
  }

  /**
   * Text of another encoding as UTF-8. What is no text in that encoding becomes the byte 0xFF,
   * which is none in UTF-8, so that the row is found to be a bad one.
   */
  private static final class Recoded extends InputStream {
    private static final byte[] NO_TEXT = {(byte) 0xff};

    private final InputStream bytes;
    private final CharsetDecoder decoder;
    private final CharsetEncoder encoder = UTF_8.newEncoder();
    private final ByteBuffer in = ByteBuffer.allocate(BEGIN).limit(0);
    private final CharBuffer characters = CharBuffer.allocate(BEGIN).limit(0);
    private final ByteBuffer out = ByteBuffer.allocate(4 * BEGIN).limit(0);
    private boolean ended;

    Recoded(InputStream bytes, CsvLayout layout) {
      this.bytes = new BufferedInputStream(bytes);
      decoder =
          layout
              .charset()
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      while (!out.hasRemaining()) {
        if (ended && !in.hasRemaining()) {
          return -1;
        }
        recode();
      }
      int count = Math.min(length, out.remaining());
      out.get(target, offset, count);
      return count;
    }

    private void recode() throws IOException {
      in.compact();
      int read = bytes.read(in.array(), in.position(), in.remaining());
      ended = read < 0;
      in.position(in.position() + Math.max(0, read)).flip();
      characters.clear();
      out.clear();
      var result = decoder.decode(in, characters, ended);
      encoder.encode(characters.flip(), out, true);
      encoder.reset();
      if (result.isError()) {
        in.position(in.position() + result.length());
        out.put(NO_TEXT);
      }
      out.flip();
    }

    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }
}
