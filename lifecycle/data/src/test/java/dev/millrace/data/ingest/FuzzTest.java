package dev.millrace.data.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.artifact.Examples;
import dev.millrace.core.error.UserError;
import dev.millrace.data.Tables;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files of every format: either all rows are accounted for, or a person is told what is
 * wrong. For {@code -Dmillrace.fuzz.seconds=…}, three if it is not given, from a seed that is
 * printed and can be given as {@code -Dmillrace.fuzz.seed=…}.
 */
class FuzzTest {

  private static final List<String> TOKENS =
      List.of(
          "\"",
          "\"\"",
          ",",
          ";",
          "\n",
          "\r\n",
          "\r",
          "\0",
          "\\",
          "\\N",
          "NaN",
          "1e999",
          "007",
          "{",
          "}",
          "[",
          "null",
          "\uFEFF",
          "2001-01-31",
          "99999999999999999999",
          "'");

  @TempDir Path folder;

  @Test
  void run_damagedFiles_accountForAllRowsOrSayWhatIsWrong() throws Exception {
    long seconds = Long.getLong("millrace.fuzz.seconds", 3);
    long seed = Long.getLong("millrace.fuzz.seed", System.nanoTime());
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    int read = 0;
    int refused = 0;
    for (; System.nanoTime() < end; seed++) {
      Random random = new Random(seed);
      Path file = write(RandomTable.of(random), random);
      try {
        account(file, seed);
        read++;
      } catch (UserError e) {
        assertThat(e.getMessage()).as("seed %d", seed).isNotBlank().doesNotContain("\n");
        refused++;
      } catch (Exception | Error e) {
        throw new AssertionError("seed " + seed + " of " + file.getFileName(), e);
      } finally {
        Files.delete(file);
      }
    }
    System.out.printf("fuzz: up to seed %d, %d read, %d refused%n", seed - 1, read, refused);
    assertThat(read + refused).isPositive();
  }

  private Path write(RandomTable table, Random random) throws Exception {
    int format = random.nextInt(10);
    Path whole =
        format < 5
            ? table.writeCsv(folder.resolve("t.csv"), random)
            : format < 8
                ? table.writeJsonLines(folder.resolve("t.jsonl"), random)
                : table.writeParquet(folder.resolve("t.parquet"));
    byte[] bytes = Files.readAllBytes(whole);
    boolean pack = format < 8 && random.nextInt(5) == 0;
    if (!pack) {
      return Files.write(whole, damaged(bytes, random));
    }
    boolean after = random.nextBoolean();
    byte[] packed = gzip(after ? bytes : damaged(bytes, random));
    Files.delete(whole);
    return Files.write(
        whole.resolveSibling(whole.getFileName() + ".gz"),
        after ? damaged(packed, random) : packed);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    byte[] damaged = bytes;
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(damaged.length + 1);
      damaged =
          switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(damaged, at);
            case 1 -> replaced(damaged, at, Math.min(damaged.length, at + random.nextInt(20)), "");
            case 2 -> replaced(damaged, at, at, TOKENS.get(random.nextInt(TOKENS.size())));
            case 3 -> flipped(damaged, at, (byte) random.nextInt(256));
            default -> replaced(damaged, 0, random.nextInt(at + 1), "");
          };
    }
    return damaged;
  }

  private static byte[] flipped(byte[] bytes, int at, byte value) {
    byte[] flipped = bytes.clone();
    if (at < bytes.length) {
      flipped[at] = value;
    }
    return flipped;
  }

  private static byte[] replaced(byte[] bytes, int from, int to, String token) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    out.writeBytes(token.getBytes(StandardCharsets.UTF_8));
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }

  private void account(Path file, long seed) throws Exception {
    Examples examples = Ingesting.of(folder, file.getFileName().toString()).rejecting("100%").run();
    long read = Ingesting.count(examples, "read");
    long written = Ingesting.count(examples, "written");
    long rejected = Ingesting.count(examples, "rejected");
    assertThat(written + rejected).as("seed %d", seed).isEqualTo(read);
    assertThat(Tables.query("SELECT count(*) FROM " + Tables.table(examples)))
        .as("seed %d", seed)
        .containsExactly("" + written);
  }
}
