package dev.millrace.store.gc;

import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Id;
import dev.millrace.store.database.Row;
import dev.millrace.store.database.Sql;
import dev.millrace.store.gc.Plan.Kept;
import dev.millrace.store.gc.Plan.Removal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Goes through all contents that the database says are there, and parts them into those that are
 * needed and those that are not. A content is needed if any artifact that has it is.
 */
final class Planner {
  private final Needs needs;
  private final List<Removal> removals = new ArrayList<>();
  private final Map<Keeper, Kept> kept = new LinkedHashMap<>();
  private final Set<Digest> live = new HashSet<>();
  private Optional<Content> current = Optional.empty();

  private Planner(Needs needs) {
    this.needs = needs;
  }

  static Planner of(Sql sql, Needs needs) {
    Planner planner = new Planner(needs);
    sql.each(
        "SELECT id, digest, type, bytes FROM artifact WHERE state = 'LIVE' ORDER BY digest, id",
        planner::add);
    planner.finish();
    return planner;
  }

  List<Removal> removals() {
    return removals;
  }

  /** The reasons in their order, of each the largest first. */
  List<Kept> kept() {
    return kept.values().stream()
        .sorted(
            Comparator.comparing((Kept each) -> each.keeper().reason())
                .thenComparing(Kept::bytes, Comparator.reverseOrder()))
        .toList();
  }

  boolean isLive(Digest digest) {
    return live.contains(digest);
  }

  private void add(Row row) {
    Digest digest = row.digest("digest");
    Content content = current.filter(each -> each.digest.equals(digest)).orElse(null);
    if (content == null) {
      finish();
      content = new Content(digest, row.text("type"), row.number("bytes"));
      current = Optional.of(content);
    }
    Id id = row.id("id");
    content.artifacts.add(id);
    if (content.keeper.isEmpty()) {
      content.keeper = needs.keeper(id);
    }
  }

  private void finish() {
    current.ifPresent(
        content -> {
          live.add(content.digest);
          content.keeper.ifPresentOrElse(
              keeper -> kept.merge(keeper, new Kept(keeper, 1, content.bytes), Planner::together),
              () ->
                  removals.add(
                      new Removal(
                          content.digest,
                          content.type,
                          content.bytes,
                          List.copyOf(content.artifacts))));
        });
    current = Optional.empty();
  }

  private static Kept together(Kept one, Kept other) {
    return new Kept(one.keeper(), one.contents() + other.contents(), one.bytes() + other.bytes());
  }

  private static final class Content {
    private final Digest digest;
    private final String type;
    private final long bytes;
    private final List<Id> artifacts = new ArrayList<>(1);
    private Optional<Keeper> keeper = Optional.empty();

    private Content(Digest digest, String type, long bytes) {
      this.digest = digest;
      this.type = type;
      this.bytes = bytes;
    }
  }
}
