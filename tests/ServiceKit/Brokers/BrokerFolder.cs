using System.Globalization;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.ServiceKit.Brokers;

/// <summary>Everything that makes one broker a broker of its own, apart from others on the machine: its files, names and ports.</summary>
internal sealed class BrokerFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _distributionPort = ServicePort.FindFree();

    /// <summary>Makes the folder and the configuration.</summary>
    public BrokerFolder(RabbitMqOptions options)
    {
        File.WriteAllText(_folder["enabled_plugins"], "[].");
        File.WriteAllText(_folder["rabbitmq.conf"], Configuration(options));
        File.WriteAllText(_folder["advanced.config"], AdvancedConfiguration(options));
    }

    /// <summary>The user that it lets in.</summary>
    public string User { get; } = "stbackup";

    /// <summary>The user's password.</summary>
    public string Password { get; } = Guid.NewGuid().ToString("n");

    /// <summary>Where clients are listened to.</summary>
    public int Port { get; } = ServicePort.FindFree();

    /// <summary>Where the Erlang names of this broker are kept.</summary>
    public int NamesPort { get; } = ServicePort.FindFree();

    /// <summary>The environment of the broker and of its tools.</summary>
    public IReadOnlyDictionary<string, string?> Environment => new Dictionary<string, string?>
    {
        // The home folder holds the cookie that lets tools speak to the broker.
        ["HOME"] = _folder.Path,
        ["ERL_EPMD_PORT"] = NamesPort.ToString(CultureInfo.InvariantCulture),
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["ERL_CRASH_DUMP_SECONDS"] = "0",
        ["RABBITMQ_NODENAME"] = $"stbackup-{Port}@localhost",
        ["RABBITMQ_BASE"] = _folder.Path,
        ["RABBITMQ_MNESIA_BASE"] = _folder["data"],
        ["RABBITMQ_LOG_BASE"] = _folder["log"],
        ["RABBITMQ_LOGS"] = "-",
        ["RABBITMQ_CONF_ENV_FILE"] = _folder["rabbitmq-env.conf"],
        ["RABBITMQ_CONFIG_FILE"] = _folder["rabbitmq.conf"],
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = _folder["advanced.config"],
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = _folder["enabled_plugins"],
        ["RABBITMQ_DIST_PORT"] = _distributionPort.ToString(CultureInfo.InvariantCulture),
        // Idle schedulers sleep instead of spinning, since the tests need the processors.
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] =
            "+sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}",
        // What makes the start script become the broker instead of watching over it: the process started is the broker then.
        ["RUNNING_UNDER_SYSTEMD"] = "true",
    };

    public void Dispose() => _folder.Dispose();

    private string Configuration(RabbitMqOptions options)
    {
        var timeout = options.ConsumerTimeout is { } limit ? $"consumer_timeout = {limit.TotalMilliseconds:0}" : "";
        return $"""
            listeners.tcp.1 = 127.0.0.1:{Port}
            default_user = {User}
            default_pass = {Password}
            log.console = true
            {timeout}

            """;
    }

    // How often channels look at what they hold: every minute by default, which a time limit of seconds would wait for.
    private static string AdvancedConfiguration(RabbitMqOptions options) =>
        options.ConsumerTimeout is { } limit
            ? $"[{{rabbit, [{{channel_tick_interval, {Math.Max(1000, limit.TotalMilliseconds / 2):0}}}]}}]."
            : "[].";
}
