package dev.millrace.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program's system calls, seen or made to fail from outside. Linux has it, where it is let. */
final class Strace {
  private static final Pattern WHOLE =
      Pattern.compile("(\\d+) +(\\w+)\\(\\d+<([^>]*)>(.*)\\) += (-?\\d+).*", Pattern.DOTALL);
  private static final Pattern BEGUN =
      Pattern.compile("(\\d+) +(\\w+)\\(\\d+<([^>]*)>(.*) <unfinished \\.\\.\\.>", Pattern.DOTALL);
  private static final Pattern ENDED =
      Pattern.compile("(\\d+) +<\\.\\.\\. (\\w+) resumed>.*\\) += (-?\\d+).*", Pattern.DOTALL);

  private Strace() {}

  /** A call that has come back. */
  record Call(String name, String file, String text, long result) {}

  static boolean works() throws InterruptedException {
    try {
      return new ProcessBuilder("strace", "-f", "-o", "/dev/null", "true").start().waitFor() == 0;
    } catch (IOException _) {
      return false;
    }
  }

  /** What the command line of a traced program begins with. */
  static List<String> command(Path calls, String... options) {
    List<String> command = new ArrayList<>(List.of("strace", "-f", "-y", "-o", calls.toString()));
    command.addAll(List.of(options));
    return command;
  }

  /** The calls on files, in the order in which they came back. */
  static List<Call> read(Path file) throws IOException {
    List<Call> calls = new ArrayList<>();
    Map<String, Matcher> begun = new HashMap<>();
    for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
      Matcher whole = WHOLE.matcher(line);
      Matcher start = BEGUN.matcher(line);
      Matcher end = ENDED.matcher(line);
      if (whole.matches()) {
        calls.add(call(whole, Long.parseLong(whole.group(5))));
      } else if (start.matches()) {
        begun.put(start.group(1), start);
      } else if (end.matches() && begun.containsKey(end.group(1))) {
        calls.add(call(begun.remove(end.group(1)), Long.parseLong(end.group(3))));
      }
    }
    return calls;
  }

  private static Call call(Matcher start, long result) {
    String text = start.group(4);
    int quote = text.indexOf('"');
    return new Call(start.group(2), start.group(3), text.substring(quote + 1), result);
  }
}
