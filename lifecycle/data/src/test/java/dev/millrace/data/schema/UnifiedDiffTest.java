package dev.millrace.data.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class UnifiedDiffTest {

  private static final Pattern HUNK = Pattern.compile("@@ -(\\d+),(\\d+) \\+(\\d+),(\\d+) @@");

  @Test
  void of_oneLineChanged_showsItAmongItsNeighbours() {
    assertThat(UnifiedDiff.of("s.yaml", "a\nb\nc\nd\ne\nf\ng\nh\n", "a\nb\nc\nd\nX\nf\ng\nh\n"))
        .isEqualTo(
            """
            --- s.yaml
            +++ s.yaml
            @@ -2,7 +2,7 @@
             b
             c
             d
            -e
            +X
             f
             g
             h
            """);
    assertThat(UnifiedDiff.of("s.yaml", "a\n", "a\n")).isEmpty();
  }

  @Test
  void of_randomTexts_appliedToTheFirstIsTheSecond() {
    Random random = new Random(8);
    for (int trial = 0; trial < 500; trial++) {
      List<String> before = lines(random);
      List<String> after = lines(random);

      String diff = UnifiedDiff.of("f", text(before), text(after));

      assertThat(patched(before, diff)).as(diff).isEqualTo(after);
    }
  }

  private static List<String> lines(Random random) {
    List<String> lines = new ArrayList<>();
    for (int i = random.nextInt(30); i > 0; i--) {
      lines.add(random.nextInt(4) == 0 ? "x" : "line " + i);
    }
    return lines;
  }

  private static String text(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  /** As a patch program does it. */
  private static List<String> patched(List<String> before, String diff) {
    List<String> patched = new ArrayList<>();
    int at = 0;
    for (String line : diff.lines().skip(2).toList()) {
      Matcher hunk = HUNK.matcher(line);
      if (hunk.matches()) {
        int first = Integer.parseInt(hunk.group(1)) - (hunk.group(2).equals("0") ? 0 : 1);
        patched.addAll(before.subList(at, first));
        at = first;
      } else if (line.startsWith("+")) {
        patched.add(line.substring(1));
      } else {
        assertThat(before.get(at)).isEqualTo(line.substring(1));
        if (line.startsWith(" ")) {
          patched.add(before.get(at));
        }
        at++;
      }
    }
    patched.addAll(before.subList(at, before.size()));
    return patched;
  }
}
