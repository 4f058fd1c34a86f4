using System.Diagnostics;
using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Neo4jHost;

/// <summary>Waits for a server that has just been started.</summary>
internal sealed class StartupWait(Neo4jInstance instance, Process server, OutputTail log, Neo4jInstanceOptions options)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Returns when somebody who logs on over Bolt can run a statement.</summary>
    /// <exception cref="Neo4jHostException">The server ended, took too long, or is not the one that was started.</exception>
    public async Task UntilItAnswersAsync(CancellationToken cancellationToken)
    {
        var exit = server.WaitForExitAsync(cancellationToken);
        using var limit = new CancellationTokenSource(options.StartTimeout, options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            while (!await AnswersAsync(either.Token))
            {
                await Task.WhenAny(exit, Task.Delay(Interval, options.Time, either.Token));
                if (exit.IsCompletedSuccessfully) throw Ended();
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var seconds = options.StartTimeout.TotalSeconds;
            throw ProcessFailure.Diagnose($"Neo4j did not answer within {seconds:0} s of its start", exitCode: null, log.ToString());
        }
    }

    private Neo4jHostException Ended() =>
        ProcessFailure.Diagnose($"Neo4j ended while it started, with exit code {server.ExitCode}", server.ExitCode, log.ToString());

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            var bolt = new BoltOptions { Credentials = instance.Credentials };
            await using var connection = await BoltConnection.ConnectAsync(instance.Address, bolt, cancellationToken);
            await connection.ExecuteAsync("RETURN 1", null, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is BoltUnreachableException or BoltServerException)
        {
            // It does not listen yet, or its database is still on its way up.
            return false;
        }
        catch (Exception e) when (e is BoltAuthenticationException or BoltProtocolException)
        {
            throw new Neo4jHostException(
                $"What answers at {instance.Address} is another server, or does not take the password in {instance.PasswordFile}: {e.Message}",
                "Choose another port if another server runs there; else put this server's password into that file.",
                e);
        }
    }
}
