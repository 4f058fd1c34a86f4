using Microsoft.Extensions.Diagnostics.HealthChecks;
using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Operations;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.ServiceDefaults;

namespace StreamingTracker.Backup.Server.Health;

/// <summary>Whether Neo4j answers, lets us in, and has the database.</summary>
internal sealed class DatabaseCheck(CurrentSettings settings, TimeProvider time) : CachedCheck(time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    // Neo4j locks a user out for some seconds after three wrong passwords. Asked this seldom it never does because of us.
    private static readonly TimeSpan FreshWhenRefused = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time = time;
    private BoltCredentials? _refused;

    protected override async Task<HealthCheckResult> LookAsync(CancellationToken cancellationToken)
    {
        var current = settings.Read();
        try
        {
            var facts = await new ProbeOperation(current, _time).AskDatabaseAsync(cancellationToken);
            _refused = null;
            return Result(
                HealthStatus.Healthy,
                $"Neo4j {facts.ServerVersion} at {current.Neo4j!.Address} answers; database {Printable.Text(facts.Database)} is there.");
        }
        catch (BoltAuthenticationException)
        {
            _refused = current.Neo4j!.Credentials;
            throw;
        }
    }

    protected override TimeSpan FreshFor(HealthCheckResult result) => _refused is null || HasNewCredentials() ? Fresh : FreshWhenRefused;

    private bool HasNewCredentials()
    {
        try
        {
            return !settings.Read().Neo4j!.Credentials.Matches(_refused!);
        }
        catch (InvalidConfigurationException)
        {
            return true; // The next look says what is wrong with it.
        }
    }
}
