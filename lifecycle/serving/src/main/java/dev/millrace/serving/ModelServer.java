package dev.millrace.serving;

import dev.millrace.core.error.UserError;
import dev.millrace.core.port.RequestLog;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Serves models over HTTP by the Open Inference Protocol, version 2. Each name stands for one
 * version at a time; {@link #deploy} replaces it in one step, after the new one was loaded and
 * checked whole, so that no request meets a model half there.
 */
public final class ModelServer implements AutoCloseable {

  private final ServerConfig config;
  private final Map<String, ServedModel> models;
  private final Gatekeeper gatekeeper;
  private final WebServer web;
  private final URI address;

  private ModelServer(
      ServerConfig config, Map<String, ServedModel> models, Gatekeeper gatekeeper, WebServer web) {
    this.config = config;
    this.address = address(config, web.port());
    this.models = models;
    this.gatekeeper = gatekeeper;
    this.web = web;
  }

  /**
   * Starts a server without models.
   *
   * @param log takes what is asked and answered; the caller closes it after the server
   * @throws UserError if the address cannot be listened on
   */
  public static ModelServer start(ServerConfig config, RequestLog log, Clock clock) {
    Map<String, ServedModel> models = new ConcurrentHashMap<>();
    Gatekeeper gatekeeper = new Gatekeeper(config.limits().concurrentRequests());
    InferenceProtocol protocol = new InferenceProtocol(models, log, config.limits(), clock);
    WebServer web =
        HttpSettings.builder(config)
            .routing(
                routing -> {
                  routing.addFilter(gatekeeper).register(protocol);
                  Errors.handle(routing);
                })
            .build();
    listen(web, config);
    gatekeeper.open(web.port());
    return new ModelServer(config, models, gatekeeper, web);
  }

  /**
   * Serves a version of a model from now on, in place of the one before.
   *
   * @param bundle a model bundle's directory; not read again after this returns
   * @throws UserError if the bundle is not whole and sound; what was served goes on being served
   */
  public void deploy(String name, int version, Path bundle) {
    serve(ServedModel.load(name, version, bundle));
  }

  /** Serves a model that is ready. */
  void serve(ServedModel model) {
    models.put(model.name(), model);
  }

  /** Where it answers: {@code http://127.0.0.1:PORT}. */
  public URI address() {
    return address;
  }

  /** Refuses new requests, finishes those it has accepted, and stops. */
  @Override
  public void close() {
    gatekeeper.close(config.limits().shutdownGrace());
    web.stop();
  }

  /** Starts listening; the web server itself would only log why it could not. */
  private static void listen(WebServer web, ServerConfig config) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(config.host(), config.port()));
    } catch (IOException e) {
      throw cannotListen(config, String.valueOf(e.getMessage())).causedBy(e);
    }
    web.start();
    if (!web.isRunning()) {
      throw cannotListen(config, "the web server did not start");
    }
  }

  private static UserError cannotListen(ServerConfig config, String reason) {
    return UserError.failure(
            "cannot listen on " + config.host() + ":" + config.port() + ": " + reason)
        .hint("choose another with --port; 0 takes one that is free");
  }

  private static URI address(ServerConfig config, int port) {
    String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
    return URI.create("http://" + host + ":" + port);
  }
}
