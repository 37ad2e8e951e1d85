package dev.millrace.core.component;

import dev.millrace.core.error.UserError;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * The components a pipeline may use, by name. Listing them loads their classes but makes none of
 * them: a component is made when it is first run.
 */
public final class Components {

  private final SequencedMap<String, StepCode> byName = new LinkedHashMap<>();

  private Components() {}

  /** Those on the class path, in the order of their service files. */
  public static Components installed() {
    return new Components().and(providedBy(Components.class.getClassLoader()));
  }

  /** The given ones, for tests and for pipelines written in Java. */
  public static Components of(List<? extends Component<?, ?>> given) {
    return new Components().and(given.stream().map(Components::code).toList());
  }

  /**
   * Components in Java whose classes come from a class loader itself, not from its parents.
   *
   * @throws java.util.ServiceConfigurationError if a class that it names cannot be used
   * @throws IllegalArgumentException if a class breaks a rule for components
   */
  @SuppressWarnings({"rawtypes", "unchecked"}) // a service is a class, and Component's is raw
  public static List<StepCode> providedBy(ClassLoader loader) {
    return ServiceLoader.load(Component.class, loader).stream()
        .filter(provider -> loader.equals(provider.type().getClassLoader()))
        .<StepCode>map(
            provider -> new JavaCode(provider.type(), () -> (Component<?, ?>) provider.get()))
        .toList();
  }

  /** A component in Java as code of a step. */
  public static StepCode code(Component<?, ?> component) {
    return new JavaCode(component.getClass(), () -> component);
  }

  /**
   * These and others.
   *
   * @throws UserError naming a component that there would be twice
   */
  public Components and(List<? extends StepCode> others) {
    Components all = new Components();
    all.byName.putAll(byName);
    for (StepCode code : others) {
      String name = code.signature().name();
      if (all.byName.putIfAbsent(name, code) != null) {
        throw UserError.failure("there are two components named '" + name + "'")
            .hint("give one of them another name");
      }
    }
    return all;
  }

  public Optional<StepCode> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public Optional<ComponentSignature> signature(String name) {
    return find(name).map(StepCode::signature);
  }

  /** In the order they were found. */
  public Set<String> names() {
    return Collections.unmodifiableSet(byName.keySet());
  }
}
