package dev.millrace.store.gc;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Digest;
import dev.millrace.store.Home;
import dev.millrace.store.OwnerOnly;
import dev.millrace.store.database.Database;
import dev.millrace.store.files.LocalArtifactStore;
import dev.millrace.store.files.Shelves;
import dev.millrace.store.files.TaskLogs;
import dev.millrace.store.gc.Plan.Unrecorded;
import dev.millrace.store.metadata.SqlMetadataStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Frees the room of what nobody needs: first a plan, then what the plan says, as far as it is still
 * true.
 *
 * <p>A content is needed by a model version, registered or deployed, with all that went into it; by
 * a pin; by a run that has not ended; or by the cache, whose policy is given. Its rows are marked
 * in one transaction, after which nobody finds it; then its files go. What a crash leaves between
 * the two has files in place and no row that says so, and so the next collection removes it. Runs
 * and collections may go on at the same time, in any processes.
 */
public final class Collector {
  /** File systems and leases are stamped by one clock, but not to the same precision. */
  private static final Duration SLACK = Duration.ofMinutes(1);

  /** A process that slept for so long, and lost its lease, publishes nothing any more. */
  private static final Duration DEAD = Duration.ofDays(1);

  private final Home home;
  private final Database database;
  private final Shelves shelves;
  private final Leftovers leftovers;
  private final Clock clock;
  private final Clock machine;
  private final Duration slack;

  Collector(Home home, SqlMetadataStore metadata, Clock clock, Clock machine, Duration slack) {
    LocalArtifactStore artifacts = LocalArtifactStore.open(home, clock);
    this.home = home;
    this.database = metadata.database();
    this.shelves = artifacts.shelves();
    this.leftovers = new Leftovers(metadata, artifacts, TaskLogs.open(home));
    this.clock = clock;
    this.machine = machine;
    this.slack = slack;
  }

  /**
   * The collector of a home.
   *
   * @param clock that stamps what is recorded
   * @param machine real time, which files and leases are stamped by
   */
  public static Collector of(Home home, SqlMetadataStore metadata, Clock clock, Clock machine) {
    return new Collector(home, metadata, clock, machine, SLACK);
  }

  /** What would go and why the rest stays; changes nothing. */
  public Plan plan(Policy policy) throws IOException {
    Instant start = machine.instant();
    Findings found =
        database.read(
            sql -> {
              Needs needs = Needs.of(sql, policy, clock.instant());
              return new Findings(needs, Planner.of(sql, needs));
            });
    return new Plan(
        policy,
        found.planner().removals(),
        found.planner().kept(),
        unrecorded(found.planner(), untouchedSince(start)),
        policy.staging() ? leftovers.staging() : List.of(),
        policy.logs() ? leftovers.logs(found.needs()) : List.of());
  }

  /**
   * Does what a plan says, except for what has become needed since.
   *
   * @throws UserError if another collection is under way
   */
  public Collected collect(Plan plan, String actor) throws IOException {
    try (FileChannel channel = OwnerOnly.open(home.collectionLock());
        FileLock lock = alone(channel)) {
      if (lock == null) {
        throw UserError.failure("another collection is under way in " + home)
            .hint("wait for its end");
      }
      return collectAlone(plan, actor);
    }
  }

  private Collected collectAlone(Plan plan, String actor) throws IOException {
    shelves.emptyTrash();
    Instant start = machine.instant();
    Set<Digest> gone = new Tombstones(database, plan, actor, clock::instant).set();
    plan.unrecorded().forEach(content -> gone.add(content.digest()));
    Instant untouchedSince = untouchedSince(start);
    Map<Digest, Long> sizes = sizes(plan);
    long contents = 0;
    long bytes = 0;
    for (Digest digest : gone) {
      if (shelves.remove(digest, untouchedSince, () -> isLive(digest))) {
        contents++;
        bytes += sizes.getOrDefault(digest, 0L);
      }
    }
    Leftovers.Removed removed = leftovers.remove(plan.staging(), plan.logs());
    return new Collected(
        contents, bytes + removed.bytes(), sizes.size() - contents, removed.directories());
  }

  private List<Unrecorded> unrecorded(Planner planner, Instant untouchedSince) throws IOException {
    List<Unrecorded> unrecorded = new ArrayList<>();
    for (Digest digest : shelves.list()) {
      if (!planner.isLive(digest) && shelves.untouched(digest, untouchedSince)) {
        unrecorded.add(new Unrecorded(digest, shelves.bytes(digest)));
      }
    }
    return unrecorded;
  }

  /** Whatever a run under way has published, and not recorded yet, was touched since. */
  private Instant untouchedSince(Instant start) {
    return database
        .read(
            sql ->
                sql.first(
                        """
                        SELECT min(acquired_at) AS oldest FROM lease
                        WHERE holder IS NOT NULL AND expires_at > ?
                        """,
                        row -> row.optionalInstant("oldest"),
                        machine.instant().minus(DEAD))
                    .orElseThrow())
        .filter(start::isAfter)
        .orElse(start)
        .minus(slack);
  }

  private boolean isLive(Digest digest) {
    return database
        .read(
            sql ->
                sql.first(
                    "SELECT 1 FROM artifact WHERE digest = ? AND state = 'LIVE'", _ -> 1, digest))
        .isPresent();
  }

  private static Map<Digest, Long> sizes(Plan plan) {
    Map<Digest, Long> sizes =
        plan.removals().stream()
            .collect(Collectors.toMap(Plan.Removal::digest, Plan.Removal::bytes));
    plan.unrecorded().forEach(content -> sizes.put(content.digest(), content.bytes()));
    return sizes;
  }

  private static @Nullable FileLock alone(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  private record Findings(Needs needs, Planner planner) {}
}
