package dev.millrace.engine.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes become lines, however they arrive; and of too many, what is left out is counted. */
class OutputTest {

  private static final Pattern NOTICE =
      Pattern.compile("… (\\d+) lines, (\\d+) bytes of output are left out here …");

  private final List<String> lines = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private final Output output = new Output(lines::add, nanos::get);

  private void say(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    output.add(bytes, bytes.length);
  }

  @Test
  void add_anyLineEnd_endsOneLine() {
    say("a\nb\r\nc\rd\n\ne\r");
    say("\nf");
    output.end();

    assertThat(lines).containsExactly("a", "b", "c", "d", "", "e", "f");
  }

  @Test
  void add_bytesThatAreNoText_areShownAsSigns() {
    byte[] bytes = {'x', (byte) 0xff, 0, 'y', 27, '[', '3', '1', 'm', 'r', 7, '\t', '\n'};
    output.add(bytes, bytes.length);

    assertThat(lines).containsExactly("x\uFFFD\uFFFDyr\uFFFD\t");
  }

  @Test
  void add_longLine_keepsItsBeginning() {
    String line = "x".repeat(Output.LONGEST_LINE);
    say(line + "yz\n" + line + "\n");

    assertThat(lines).containsExactly(line + " … (2 more bytes)", line);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void add_randomChunks_giveTheSameLines(long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      text.append("äb c\r\n".charAt(random.nextInt(6)));
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; ) {
      int next = Math.min(bytes.length, at + random.nextInt(20));
      byte[] chunk = Arrays.copyOfRange(bytes, at, next);
      output.add(chunk, chunk.length);
      at = next;
    }
    output.end();

    assertThat(lines).isEqualTo(text.toString().lines().toList());
  }

  @Test
  void add_tooMuch_leavesOutTheMiddleAndCountsIt() {
    int count = 1_000_000;
    sayNumbers(0, count);
    output.end();

    List<Integer> notices = notices();
    assertThat(notices).hasSize(1);
    int at = notices.getFirst();
    Matcher notice = notice(at);
    int last = Integer.parseInt(lines.get(at - 1));
    int next = Integer.parseInt(lines.get(at + 1));
    assertThat(last).isGreaterThan(100_000);
    assertThat(lines.getLast()).isEqualTo("0999999");
    assertThat(next - last - 1).isEqualTo(Integer.parseInt(notice.group(1)));
    assertThat(Long.parseLong(notice.group(2))).isEqualTo(8L * (next - last - 1));
    assertThat(lines).hasSize(count - (next - last - 1) + 1);
    assertThat(output.lastLines()).endsWith("0999998", "0999999");
  }

  @Test
  void add_asTimeGoesOn_letsMoreThrough() {
    sayNumbers(0, 500_000);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(3));
    sayNumbers(500_000, 500_010);

    assertThat(notices()).hasSize(1);
    assertThat(lines.getLast()).isEqualTo("0500009");
  }

  @Test
  void add_tooMuchInOneLine_saysSo() {
    sayNumbers(0, 500_000);
    for (int i = 0; i < 100; i++) {
      say("x".repeat(10_000));
    }
    say("\nlast\n");
    output.end();

    assertThat(lines).endsWith("last");
    assertThat(notices()).hasSize(1);
  }

  private void sayNumbers(int from, int to) {
    for (int i = from; i < to; i++) {
      say("%07d\n".formatted(i));
    }
  }

  private List<Integer> notices() {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (NOTICE.matcher(lines.get(i)).matches()) {
        found.add(i);
      }
    }
    return found;
  }

  private Matcher notice(int line) {
    Matcher matcher = NOTICE.matcher(lines.get(line));
    assertThat(matcher.matches()).isTrue();
    return matcher;
  }
}
