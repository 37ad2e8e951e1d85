package dev.millrace.engine.process;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Processes as {@code /proc} shows them (proc(5)).
 *
 * <p>A process may leave its parent, its session and its group behind, but not without effort its
 * environment: a child has that of its parent, through any number of forks, and what {@code
 * /proc/PID/environ} shows is what it was started with. So the mark in there finds daemons too. One
 * that was started with another environment is found by its parent, as long as that runs; by the
 * directory it is in; or by the pipe that it writes to.
 */
final class LinuxProcesses implements ProcessTable {

  /** The table is read line by line, which the system writes at once. */
  private static final int LONGEST_LINE = 4096;

  private final Path proc;

  LinuxProcesses(Path proc) {
    this.proc = proc;
  }

  @Override
  public Set<ProcessHandle> find(Marks marks, Set<ProcessHandle> known) {
    Map<Long, Long> parents = new HashMap<>();
    Set<Long> members = new HashSet<>();
    known.stream().filter(ProcessHandle::isAlive).forEach(one -> members.add(one.pid()));
    long self = ProcessHandle.current().pid();
    for (long pid : pids()) {
      Optional<Status> status = pid == self ? Optional.empty() : status(pid);
      if (status.isPresent() && status.get().start() >= marks.since() && status.get().runs()) {
        parents.put(pid, status.get().parent());
        if (bears(pid, marks)) {
          members.add(pid);
        }
      }
    }
    addDescendants(members, parents);
    Set<ProcessHandle> found = new HashSet<>();
    for (long pid : members) {
      if (parents.containsKey(pid)) {
        ProcessHandle.of(pid).ifPresent(found::add);
      }
    }
    return found;
  }

  @Override
  public Marks more(Marks marks, long pid) {
    return marks.since(status(pid).map(Status::start).orElse(0L));
  }

  private static void addDescendants(Set<Long> members, Map<Long, Long> parents) {
    boolean more = true;
    while (more) {
      more = false;
      for (Map.Entry<Long, Long> process : parents.entrySet()) {
        more |= members.contains(process.getValue()) && members.add(process.getKey());
      }
    }
  }

  private Set<Long> pids() {
    Set<Long> pids = new HashSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(proc, "[0-9]*")) {
      entries.forEach(entry -> pids.add(Long.parseLong(entry.getFileName().toString())));
    } catch (IOException e) {
      throw new IllegalStateException("the processes of this machine cannot be listed", e);
    }
    return pids;
  }

  /**
   * A line of the table.
   *
   * @param start in clock ticks since the system's start
   * @param runs false if it has ended, whether or not somebody has taken notice
   */
  private record Status(long parent, long start, boolean runs) {

    private static final int STATE = 0;
    private static final int PARENT = 1;
    private static final int START = 19;

    /** Reads {@code PID (NAME) STATE PARENT …}, where the name may be anything. */
    static Optional<Status> parse(String text) {
      String[] fields = text.substring(text.lastIndexOf(')') + 1).strip().split(" ", -1);
      return fields.length <= START
          ? Optional.empty()
          : Optional.of(
              new Status(
                  Long.parseLong(fields[PARENT]),
                  Long.parseLong(fields[START]),
                  !"ZXx".contains(fields[STATE])));
    }
  }

  private Optional<Status> status(long pid) {
    byte[] line = new byte[LONGEST_LINE];
    try (InputStream file = new FileInputStream(proc.resolve(pid + "/stat").toFile())) {
      int length = file.read(line);
      return length <= 0
          ? Optional.empty()
          : Status.parse(new String(line, 0, length, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private boolean bears(long pid, Marks marks) {
    return text(pid, "environ")
            .map(variables -> ("\0" + variables).contains("\0" + marks.variable() + "\0"))
            .orElse(false)
        || link(pid, "cwd").map(Path::of).map(in -> in.startsWith(marks.scratch())).orElse(false)
        || (marks.pipe().isPresent()
            && (link(pid, "fd/1").equals(marks.pipe()) || link(pid, "fd/2").equals(marks.pipe())));
  }

  /** A process may be another's, or gone by now: then there is nothing. */
  private Optional<String> text(long pid, String file) {
    try {
      byte[] bytes = Files.readAllBytes(proc.resolve(Long.toString(pid)).resolve(file));
      return Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<String> link(long pid, String file) {
    try {
      Path link = proc.resolve(Long.toString(pid)).resolve(file);
      return Optional.of(Files.readSymbolicLink(link).toString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
