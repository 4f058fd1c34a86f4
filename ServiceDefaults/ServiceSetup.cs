using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StreamingTracker.Backup.Contracts;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Operations.Runs;
using StreamingTracker.Backup.ServiceDefaults.Health;
using StreamingTracker.Backup.ServiceDefaults.Messaging;
using StreamingTracker.Backup.ServiceDefaults.Telemetry;

namespace StreamingTracker.Backup.ServiceDefaults;

/// <summary>
/// What the roles of one process share while it is put together: the configuration with its faults, the bus, and whether a database
/// is needed. <see cref="ServiceProgram"/> makes one, lets the roles add to it, and completes it.
/// </summary>
public sealed class ServiceSetup
{
    private static readonly object Key = typeof(ServiceSetup);

    private readonly Func<IConfiguration> _sources;
    private readonly HashSet<string> _roles = [];
    private readonly List<Action<IBusRegistrationConfigurator>> _consumers = [];
    private readonly HashSet<Type> _asked = [], _taken = [];
    private bool _needsDatabase, _needsBus;

    internal ServiceSetup(string name, Func<IConfiguration> sources)
    {
        (Name, _sources) = (name, sources);
        Configuration = sources();
        Values = new ConfigurationValues(Configuration);
    }

    /// <summary>What the program is called in traces and by the broker, such as <c>stbackup-server</c>.</summary>
    public string Name { get; }

    /// <summary>The configuration as it is at start. A role reads its part of it eagerly; faults are told together.</summary>
    public ConfigurationValues Values { get; }

    internal IConfiguration Configuration { get; }

    /// <summary>The setup of the process that a builder builds.</summary>
    /// <exception cref="InvalidOperationException">The builder was not made by <see cref="ServiceProgram"/>.</exception>
    public static ServiceSetup Of(IHostApplicationBuilder builder) => builder.Properties.TryGetValue(Key, out var setup)
        ? (ServiceSetup)setup
        : throw new InvalidOperationException($"The builder of a service comes from {nameof(ServiceProgram)}.");

    /// <summary>Whether this is the first time: a role that is added twice is there once.</summary>
    public bool AddRole(string role) => _roles.Add(role);

    /// <summary>Says that this process talks to the database: its settings are then read and demanded.</summary>
    public void NeedDatabase() => _needsDatabase = true;

    /// <summary>Puts this process on the bus.</summary>
    /// <param name="consumers">Adds this role's consumers; nothing for a role that only publishes.</param>
    public void AddMessaging(Action<IBusRegistrationConfigurator>? consumers = null)
    {
        _needsBus = true;
        if (consumers is not null) _consumers.Add(consumers);
    }

    /// <summary>Says that a role of this process takes requests of a kind from the bus.</summary>
    public void Takes<T>()
        where T : RunRequested => _taken.Add(typeof(T));

    /// <summary>
    /// Says that a role of this process lives by making requests of a kind: a bus on which nobody could take them is a fault of the
    /// configuration.
    /// </summary>
    public void Asks<T>()
        where T : RunRequested => _asked.Add(typeof(T));

    internal void AttachTo(IHostApplicationBuilder builder) => builder.Properties[Key] = this;

    /// <summary>Reads what all roles share, registers it, and tells all faults.</summary>
    /// <exception cref="InvalidConfigurationException">With the faults of all roles.</exception>
    internal void Complete(IHostApplicationBuilder builder, IEnumerable<string> argumentKeys)
    {
        var settings = SettingsReader.Read(Values, _needsDatabase, new RetrySettings());
        var database = SettingsReader.ReadDatabaseName(Values);
        var messaging = _needsBus ? MessagingSettingsReader.Read(Values, settings.Archive.Name, database) : null;
        var reach = messaging is null ? null : new RequestReach(messaging.Transport, _taken);
        var lost = _asked.Where(kind => reach?.Includes(kind) is false).Select(kind => kind.Name).Order(StringComparer.Ordinal).ToList();
        if (lost.Count > 0) Values.Fault(MessagingSettingsReader.TransportKey, RequestReach.Fault(lost));
        var health = builder is WebApplicationBuilder ? null : HealthSettings.Read(Values);
        foreach (var key in argumentKeys.Where(key => !IsKnown(key)))
            Values.Fault(key, "The command line sets it, and it means nothing to this program. Correct or remove it.");
        Values.DemandNoFaults();

        builder.Services.AddSingleton(new CurrentSettings(settings, database, _sources)).AddHostedService<ArchiveMetrics>();
        if (messaging is not null) MessageBus.Register(builder.Services, messaging, Name, _consumers);
        if (reach is not null) builder.Services.AddSingleton(reach);
        var checks = builder.Services.AddHealthChecks();
        if (health is not { Urls.Count: > 0 }) return;
        builder.Services.AddSingleton(health).AddHostedService<HealthEndpoint>();
        if (messaging is not null) checks.AddCheck<BusHealth>(BusHealth.Name);
    }

    private bool IsKnown(string key) =>
        Values.Knows(key)
        || SettingsKeys.All.Contains(key, StringComparer.OrdinalIgnoreCase)
        || key.StartsWith("Logging:", StringComparison.OrdinalIgnoreCase);
}
