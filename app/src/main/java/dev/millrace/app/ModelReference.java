package dev.millrace.app;

import dev.millrace.core.error.UserError;
import dev.millrace.registry.ModelEntry;
import dev.millrace.registry.ModelRegistry;
import dev.millrace.registry.VersionEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model as a person names it: {@code name}, {@code name@version} or {@code name@alias}; a slash
 * does as well, since neither can be in a name. A version is {@code 3} or {@code v3}.
 *
 * @param which a version's number or an alias
 */
record ModelReference(String name, Optional<String> which) {

  private static final Pattern WRITTEN = Pattern.compile("([^@/]*)[@/](.*)", Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("v?(\\d{1,9})");

  static ModelReference parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    return matcher.matches()
        ? new ModelReference(matcher.group(1), Optional.of(matcher.group(2)))
        : new ModelReference(text, Optional.empty());
  }

  /** The version's number, if that is how the version is named. */
  Optional<Integer> number() {
    return which
        .map(NUMBER::matcher)
        .filter(Matcher::matches)
        .map(it -> Integer.valueOf(it.group(1)));
  }

  /**
   * The version that is meant; of a name alone, the champion.
   *
   * @throws UserError if there is no such model, version or alias
   */
  VersionEntry in(ModelRegistry registry) {
    return in(registry, Optional.empty());
  }

  /**
   * The version that was meant at a time.
   *
   * @param asOf nothing later is seen; if not given, all is
   */
  VersionEntry in(ModelRegistry registry, Optional<Instant> asOf) {
    model(registry);
    String wanted = which.orElse(ModelRegistry.CHAMPION);
    Optional<VersionEntry> found =
        number().isPresent()
            ? registry.findVersion(name, number().get())
            : aliased(registry, wanted, asOf);
    return found
        .filter(version -> asOf.isEmpty() || !version.eventTime().isAfter(asOf.get()))
        .orElseThrow(
            () -> {
              String then = asOf.map(time -> " as of " + time).orElse("");
              return UserError.notFound(
                      "model '" + name + "' has no version or alias '" + wanted + "'" + then)
                  .hint("'millrace models show " + name + "' lists them");
            });
  }

  private Optional<VersionEntry> aliased(
      ModelRegistry registry, String alias, Optional<Instant> asOf) {
    return asOf.isPresent()
        ? registry.aliased(name, alias, asOf.get())
        : Optional.ofNullable(registry.aliases(name).get(alias))
            .flatMap(number -> registry.findVersion(name, number));
  }

  /**
   * The model that is meant, whatever version of it.
   *
   * @throws UserError if there is none of that name
   */
  ModelEntry model(ModelRegistry registry) {
    return registry
        .findModel(name)
        .orElseThrow(
            () -> {
              List<String> known = registry.models().stream().map(ModelEntry::name).toList();
              return ModelRegistry.unknown(name, known);
            });
  }
}
