package dev.millrace.registry;

import dev.millrace.core.error.UserError;
import dev.millrace.registry.Aliases.Standing;
import dev.millrace.store.database.Sql;
import dev.millrace.store.database.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Takes aliases, and what is deployed by them, back to what was before. */
final class Rollbacks {
  private Rollbacks() {}

  /**
   * What a rollback would do.
   *
   * @param to the version that it leads to
   * @param followed environments that would serve it
   */
  record Plan(int to, List<String> followed) {}

  /**
   * @throws UserError if an alias never stood for another than it does
   */
  static Plan plan(Sql sql, ModelEntry model, String alias) {
    List<AliasChange> history = Aliases.history(sql, model.name(), alias);
    int to = before(model, alias, history).version().orElseThrow();
    Optional<Integer> from = history.getFirst().version();
    List<String> followed =
        Deployments.ofModel(sql, model.name()).stream()
            .filter(deployed -> from.equals(Optional.of(deployed.version())))
            .map(DesiredDeployment::environment)
            .toList();
    return new Plan(to, followed);
  }

  static Rollback roll(Transaction sql, ModelEntry model, String alias, Change change) {
    List<AliasChange> history = Aliases.history(sql, model.name(), alias);
    AliasChange before = before(model, alias, history);
    int to = before.version().orElseThrow();
    AliasChange newest = history.getFirst();
    Optional<Integer> from = newest.version();
    long original = before.backTo().orElse(before.number());
    Aliases.set(
        sql,
        model,
        new Standing(alias, Optional.of(to), Optional.of(original)),
        change.notBefore(newest.change().eventTime()));
    List<String> followed = new ArrayList<>();
    Map<String, Integer> left = new TreeMap<>();
    for (DesiredDeployment deployed : Deployments.ofModel(sql, model.name())) {
      if (from.isPresent() && deployed.version() == from.get()) {
        Change at = change.notBefore(deployed.change().eventTime());
        Deployments.set(sql, model, to, deployed.environment(), at);
        followed.add(deployed.environment());
      } else if (deployed.version() != to) {
        left.put(deployed.environment(), deployed.version());
      }
    }
    return new Rollback(model.name(), alias, from, to, followed, left);
  }

  private static AliasChange before(ModelEntry model, String alias, List<AliasChange> history) {
    return Aliases.before(history)
        .orElseThrow(
            () ->
                UserError.failure(
                        "alias '%s' of model '%s' has nothing to go back to: it %s"
                            .formatted(alias, model.name(), stands(history)))
                    .hint(
                        "'millrace models promote %s VERSION --alias %s' lets it stand for any version"
                            .formatted(model.name(), alias)));
  }

  private static String stands(List<AliasChange> history) {
    if (history.isEmpty()) {
      return "never stood for a version";
    }
    // An alias that was taken away had a version before; so this one has it still.
    return "never stood for another version than "
        + history.getFirst().version().map(String::valueOf).orElseThrow();
  }
}
