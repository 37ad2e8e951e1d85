package dev.millrace.core.component;

import dev.millrace.core.artifact.Artifact;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A component in Java as code of a step. The component is made when it is first run. */
final class JavaCode implements StepCode {

  private final RecordSignature signature;
  private final Identity identity;
  private final Supplier<? extends Component<?, ?>> source;
  private @Nullable Component<?, ?> made;

  @SuppressWarnings("rawtypes") // a service is a class, and Component's is raw
  JavaCode(Class<? extends Component> type, Supplier<? extends Component<?, ?>> source) {
    this.signature = RecordSignature.of(type);
    this.identity = new Identity.JavaClass(type);
    this.source = source;
  }

  @Override
  public ComponentSignature signature() {
    return signature.ports();
  }

  @Override
  public Identity identity() {
    return identity;
  }

  @Override
  public BoundCode bind(
      Map<String, ? extends List<? extends Artifact>> artifacts, Map<String, JsonNode> values) {
    return new Bound(signature, typed(component()), signature.bind(artifacts, values));
  }

  private synchronized Component<?, ?> component() {
    Component<?, ?> component = made;
    if (component == null) {
      component = source.get();
      made = component;
    }
    return component;
  }

  /** The signature makes the record of inputs from the component's own input type. */
  @SuppressWarnings("unchecked")
  private static Component<Record, Record> typed(Component<?, ?> component) {
    return (Component<Record, Record>) component;
  }

  private record Bound(
      RecordSignature signature, Component<Record, Record> component, Record inputs)
      implements BoundCode {

    @Override
    public SequencedMap<String, JsonNode> values() {
      return signature.values(inputs);
    }

    @Override
    public Optional<String> outside(TaskContext task) throws Exception {
      return component.outside(inputs, task);
    }

    /** Libraries of a user's jar find their parts by the thread's class loader. */
    @Override
    public Optional<List<SpanSource.Span>> spans(Path directory) throws IOException {
      return component instanceof SpanSource<?> source
          ? Optional.of(typed(source).spans(inputs, directory))
          : Optional.empty();
    }

    /** Its inputs are the component's, whose own type they were made as. */
    @SuppressWarnings("unchecked")
    private static SpanSource<Record> typed(SpanSource<?> source) {
      return (SpanSource<Record>) source;
    }

    @Override
    public StepOutputs run(TaskContext task) throws Exception {
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      thread.setContextClassLoader(component.getClass().getClassLoader());
      try {
        Record outputs = component.run(inputs, task);
        return new StepOutputs(signature.artifacts(outputs), signature.values(outputs));
      } finally {
        thread.setContextClassLoader(before);
      }
    }
  }
}
