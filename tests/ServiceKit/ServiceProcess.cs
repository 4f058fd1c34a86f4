using StreamingTracker.Backup.TestKit;
using Xunit;

namespace StreamingTracker.Backup.ServiceKit;

/// <summary>
/// A service of this repository as a process of its own, on a free port of 127.0.0.1, configured by its environment alone. It
/// outlives neither the test nor the tests' process.
/// </summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    /// <summary>How long a service may take to start on the slowest of machines.</summary>
    public static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(1);

    private readonly GuardedProcess _guarded;

    private ServiceProcess(string project, Uri address, GuardedProcess guarded)
    {
        Project = project;
        Http = new() { BaseAddress = address, Timeout = StartLimit };
        _guarded = guarded;
    }

    /// <summary>Which program it is.</summary>
    public string Project { get; }

    /// <summary>What it has printed so far: to standard output, then to standard error.</summary>
    public string Output => Process.Output + Process.Error;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => Process.HasExited;

    /// <summary>The process id.</summary>
    public int Id => Process.Id;

    /// <summary>A client of its HTTP endpoints.</summary>
    public HttpClient Http { get; }

    /// <summary>Starts a service, and waits until it is alive.</summary>
    /// <inheritdoc cref="Start"/>
    public static async Task<ServiceProcess> StartAsync(string project, IReadOnlyDictionary<string, string?> environment)
    {
        var service = Start(project, environment);
        try
        {
            await service.AliveAsync();
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a service without waiting for it.</summary>
    /// <param name="project">The program's project, such as <c>BackupWorker</c>.</param>
    /// <param name="environment">Its configuration.</param>
    public static ServiceProcess Start(string project, IReadOnlyDictionary<string, string?> environment)
    {
        var assembly = ServiceProgram.Assembly(project);
        var complete = new Dictionary<string, string?>(environment);
        var address = $"http://127.0.0.1:{ServicePort.FindFree()}";
        complete[project == "Server" ? "Server__Urls" : "Health__Urls"] = address;
        return new ServiceProcess(project, new Uri(address), GuardedProcess.Start("dotnet", [assembly], complete, Path.GetDirectoryName(assembly)));
    }

    /// <summary>Waits until it says that it is alive; fails the test, with what it printed, when it does not, or ends.</summary>
    public async Task AliveAsync()
    {
        await Eventually.HoldsAsync(async () => HasExited || await IsAliveAsync(), StartLimit, () => $"{Project} is alive:\n{Output}");
        Assert.False(HasExited, $"{Project} has ended:\n{Output}");
    }

    /// <summary>Ends it without a chance to clean up, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        Process.Kill();
        await Process.WaitForExitAsync(StartLimit);
    }

    /// <summary>Asks it to end, as a service manager does, and waits until it has.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> TerminateAsync(TimeSpan limit)
    {
        Process.Terminate();
        return Process.WaitForExitAsync(limit);
    }

    /// <summary>Asks it to end, as Ctrl+C does, and waits until it has.</summary>
    /// <returns>Its exit code.</returns>
    public Task<int> InterruptAsync(TimeSpan limit)
    {
        Process.Interrupt();
        return Process.WaitForExitAsync(limit);
    }

    /// <summary>Stops it where it is, as a machine that hangs does: it holds its connections and answers nothing.</summary>
    public void Pause() => Process.Pause();

    /// <summary>Lets it go on from where it was stopped.</summary>
    public void Resume() => Process.Resume();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _guarded.DisposeAsync();
    }

    private RunningProcess Process => _guarded.Process;

    private async Task<bool> IsAliveAsync()
    {
        try
        {
            using var answer = await Http.GetAsync("alive", TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
