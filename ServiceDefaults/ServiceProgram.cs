using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Failures;
using StreamingTracker.Backup.ServiceDefaults.Logging;
using StreamingTracker.Backup.ServiceDefaults.Telemetry;

namespace StreamingTracker.Backup.ServiceDefaults;

/// <summary>A service from its command line to its exit code.</summary>
/// <remarks>
/// 1. Reads the configuration: appsettings.json in the working folder, the environment, the command line (<c>--Key=VALUE</c>).
/// 2. Adds telemetry, logs and the clock. 3. Lets the roles add themselves. 4. Adds what they share, and tells the faults of
/// everybody's settings together. 5. Runs until SIGTERM or Ctrl+C. Whatever is thrown on the way becomes a message with its remedy on
/// standard error, and the exit code.
/// </remarks>
public static class ServiceProgram
{
    // Enough for a run to be stopped, recorded and told of; service managers kill after 10 s (docker) or more.
    private static readonly TimeSpan ShutdownLimit = TimeSpan.FromSeconds(9);

    /// <summary>Runs a service that has no HTTP interface of its own.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string[] args, string name, Action<IHostApplicationBuilder> addRoles) =>
        RunAsync(() => Build(args, name, addRoles));

    /// <summary>Runs a service with an HTTP interface.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunWebAsync(
        string[] args, string name, Action<WebApplicationBuilder> addRoles, Action<WebApplication> map) =>
        RunAsync(() => BuildWeb(args, name, addRoles, map));

    /// <summary>Builds such a service without starting it.</summary>
    /// <exception cref="UsageException">The command line is wrong.</exception>
    /// <exception cref="InvalidConfigurationException">With all faults.</exception>
    public static IHost Build(string[] args, string name, Action<IHostApplicationBuilder> addRoles)
    {
        var arguments = Arguments(args);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = name });
        Assemble(builder, arguments, name, () => addRoles(builder));
        return builder.Build();
    }

    /// <summary>Builds a service with an HTTP interface without starting it.</summary>
    /// <inheritdoc cref="Build" path="/exception"/>
    public static WebApplication BuildWeb(
        string[] args, string name, Action<WebApplicationBuilder> addRoles, Action<WebApplication> map)
    {
        var arguments = Arguments(args);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        Assemble(builder, arguments, name, () => addRoles(builder));
        var application = builder.Build();
        map(application);
        return application;
    }

    private static IReadOnlyDictionary<string, string?> Arguments(string[] args)
    {
        var arguments = ConfigurationArguments.Split(args, anyKey: true);
        return arguments.Rest.Count == 0
            ? arguments.Values
            : throw new UsageException(
                $"\"{Printable.Text(arguments.Rest[0])}\" is no configuration key.",
                $"The command line of a service is settings alone, such as --{SettingsKeys.Directory}=FOLDER.");
    }

    private static void Assemble(
        IHostApplicationBuilder builder, IReadOnlyDictionary<string, string?> arguments, string name, Action addRoles)
    {
        // 1.
        var setup = new ServiceSetup(name, () => ConfigurationSources.Build(arguments));
        setup.AttachTo(builder);
        builder.Configuration.AddConfiguration(setup.Configuration);

        // 2.
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = ShutdownLimit);
        ServiceLogging.Add(builder);
        ServiceTelemetry.Add(builder, name);

        // 3.
        addRoles();

        // 4.
        setup.Complete(builder, arguments.Keys);
    }

    private static async Task<int> RunAsync(Func<IHost> build)
    {
        try
        {
            // 5.
            await build().RunAsync();
            return (int)ExitCode.Done;
        }
        catch (Exception e) when (e is not HostAbortedException)
        {
            var failure = FailureMap.Explain(CannotListenException.Of(e) ?? e);
            await Console.Error.WriteLineAsync($"Error: {failure.Message}\nRemedy: {failure.Remedy}");
            return (int)failure.ExitCode;
        }
    }
}
