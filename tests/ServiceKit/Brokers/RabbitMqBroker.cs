using System.Globalization;
using StreamingTracker.Backup.TestKit;
using Xunit;

namespace StreamingTracker.Backup.ServiceKit.Brokers;

/// <summary>
/// A RabbitMQ broker of the tests' own: any number can run at once, by any user, beside a broker of the machine, and none
/// outlives the tests' process.
/// </summary>
public sealed class RabbitMqBroker : IAsyncDisposable
{
    /// <summary>The collection of the tests with brokers of their own: starting one takes a processor for seconds.</summary>
    public const string OneAtATime = "Brokers of their own";

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StopLimit = TimeSpan.FromMinutes(1);

    private readonly string _scripts;
    private readonly BrokerFolder _folder;
    private readonly GuardedProcess _names;
    private GuardedProcess? _broker;

    private RabbitMqBroker(string scripts, BrokerFolder folder, GuardedProcess names)
    {
        _scripts = scripts;
        _folder = folder;
        _names = names;
    }

    /// <summary>Where it listens on 127.0.0.1; the same after a restart.</summary>
    public int Port => _folder.Port;

    /// <summary>The user that it lets in to every virtual host.</summary>
    public string User => _folder.User;

    /// <summary>The user's password.</summary>
    public string Password => _folder.Password;

    /// <summary>Starts a broker, and waits until it takes connections. Without an installation the test is skipped, or fails in CI.</summary>
    public static async Task<RabbitMqBroker> StartAsync(RabbitMqOptions? options = null)
    {
        var scripts = RealParts.RabbitMq();
        var folder = new BrokerFolder(options ?? new RabbitMqOptions());

        // Left alone, the broker would start the keeper of Erlang names itself, which stays when the broker has gone.
        var names = GuardedProcess.Start(
            RealParts.Program("epmd"), ["-address", "127.0.0.1", "-port", $"{folder.NamesPort}"], folder.Environment);
        var broker = new RabbitMqBroker(scripts, folder, names);
        try
        {
            await broker.StartAgainAsync();
            return broker;
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <summary>The address of a virtual host, for clients: <c>amqp://user:password@127.0.0.1:port/host</c>.</summary>
    public Uri Address(string virtualHost = "/") => new($"amqp://{User}:{Password}@127.0.0.1:{Port}/{Uri.EscapeDataString(virtualHost)}");

    /// <summary>Makes a virtual host: queues and exchanges of its own, so that tests which share the broker stay apart.</summary>
    public async Task AddVirtualHostAsync(string name)
    {
        await ControlAsync("add_vhost", name);
        await ControlAsync("set_permissions", "-p", name, User, ".*", ".*", ".*");
    }

    /// <summary>How many messages a queue holds, taken by a consumer or not; null when there is no such queue.</summary>
    public Task<int?> MessagesAsync(string queue, string virtualHost = "/") => CountAsync("messages", queue, virtualHost);

    /// <summary>How many messages of a queue consumers have taken and not yet acknowledged; null when there is no such queue.</summary>
    public Task<int?> UnacknowledgedAsync(string queue, string virtualHost = "/") =>
        CountAsync("messages_unacknowledged", queue, virtualHost);

    /// <summary>How many consumers a queue has; null when there is no such queue.</summary>
    public Task<int?> ConsumersAsync(string queue, string virtualHost = "/") => CountAsync("consumers", queue, virtualHost);

    /// <summary>Runs the broker's administration tool on it.</summary>
    /// <returns>What the tool printed.</returns>
    public async Task<string> ControlAsync(params string[] arguments)
    {
        await using var tool = await RunningProcess.RunAsync(Path.Combine(_scripts, "rabbitmqctl"), arguments, _folder.Environment);
        Assert.True(tool.ExitCode == 0, $"rabbitmqctl {string.Join(' ', arguments)}: {tool.Output}{tool.Error}");
        return tool.Output;
    }

    /// <summary>Ends it in order; what is durable stays.</summary>
    public async Task StopAsync()
    {
        _broker!.Process.Terminate();
        await EndAsync();
    }

    /// <summary>Ends it without a chance to clean up; what is durable, and was confirmed, stays.</summary>
    public async Task KillAsync()
    {
        _broker!.Process.Kill();
        await EndAsync();
    }

    /// <summary>Starts it after <see cref="StopAsync"/> or <see cref="KillAsync"/>, on the same port and folder.</summary>
    public async Task StartAgainAsync()
    {
        if (_broker is not null) throw new InvalidOperationException("The broker is running.");
        _broker = GuardedProcess.Start(Path.Combine(_scripts, "rabbitmq-server"), [], _folder.Environment);
        var process = _broker.Process;
        await Eventually.HoldsAsync(
            () => process.HasExited || process.Output.Contains("Server startup complete", StringComparison.Ordinal),
            StartLimit,
            () => $"the broker is ready:\n{process.Output}{process.Error}");
        Assert.False(process.HasExited, $"The broker did not start:\n{process.Output}{process.Error}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_broker is not null) await _broker.DisposeAsync();
        await _names.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<int?> CountAsync(string what, string queue, string virtualHost)
    {
        var table = await ControlAsync("list_queues", "--silent", "-p", virtualHost, "name", what);
        var row = table.Split('\n').Select(line => line.Split('\t')).SingleOrDefault(cells => cells[0] == queue);
        return row is null ? null : int.Parse(row[1], CultureInfo.InvariantCulture);
    }

    private async Task EndAsync()
    {
        await _broker!.Process.WaitForExitAsync(StopLimit);
        await _broker.DisposeAsync();
        _broker = null;
    }
}
