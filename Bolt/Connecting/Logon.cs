using StreamingTracker.Backup.Bolt.Messages;

namespace StreamingTracker.Backup.Bolt.Connecting;

/// <summary>
/// Introduces this client to the server. 1. HELLO, and from 5.1 LOGON, go out together. 2. HELLO's answer names the server,
/// the patches it agreed to and its hints. 3. LOGON's answer lets us in.
/// </summary>
internal sealed class Logon(MessageExchange exchange, BoltAddress address, BoltCredentials credentials)
{
    private const string SecurityCodes = "Neo.ClientError.Security.";

    /// <returns>What the server calls itself.</returns>
    /// <exception cref="BoltAuthenticationException">The server refused the credentials.</exception>
    public async Task<string> LogOnAsync(BoltVersion version, CancellationToken cancellationToken)
    {
        // 1. HELLO and LOGON
        var separate = version > new BoltVersion(5, 0);
        exchange.Requests.Hello(version, credentials);
        if (separate) exchange.Requests.Logon(credentials);
        await exchange.SendAsync(answers: separate ? 2 : 1, cancellationToken);

        // 2. The server introduces itself
        var server = await AnswerAsync(cancellationToken);
        if (version == BoltVersion.V44) RequireUtc(server);
        HonourHints(server);

        // 3. The server lets us in
        if (separate) await AnswerAsync(cancellationToken);
        return server.GetValueOrDefault("server") as string ?? "";
    }

    private async Task<Dictionary<string, object?>> AnswerAsync(CancellationToken cancellationToken)
    {
        var answer = await exchange.ReceiveAsync(cancellationToken);
        if (!Answers.IsFailure(answer.Span)) return Answers.Metadata(answer.Span);

        // The server closes a connection whose logon failed, so there is nothing to reset.
        var failure = Answers.Failure(answer.Span);
        if (!failure.Code.StartsWith(SecurityCodes, StringComparison.Ordinal)) throw failure;
        throw new BoltAuthenticationException(failure.Code, $"{address} refused the logon of {credentials}: {failure.Message}");
    }

    // Without the patch, 4.4 sends datetimes in local seconds, which name two instants where a clock is set back.
    private void RequireUtc(Dictionary<string, object?> server)
    {
        if (server.GetValueOrDefault("patch_bolt") is List<object?> patches && patches.Contains(RequestWriter.UtcPatch)) return;
        throw new BoltProtocolException(
            $"{address} does not send datetimes in UTC over Bolt 4.4: update it to a later release of Neo4j 4.4, or use Neo4j 5");
    }

    private void HonourHints(Dictionary<string, object?> server)
    {
        if (server.GetValueOrDefault("hints") is not Dictionary<string, object?> hints) return;
        if (hints.GetValueOrDefault("connection.recv_timeout_seconds") is long seconds and > 0 and < int.MaxValue)
        {
            exchange.LimitSilence(TimeSpan.FromSeconds(seconds));
        }
    }
}
