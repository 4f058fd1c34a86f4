using StreamingTracker.Backup.Bolt;
using StreamingTracker.Backup.Bolt.Wire;
using StreamingTracker.Backup.Sandbox.Faults;

namespace StreamingTracker.Backup.Sandbox.Protocol;

/// <summary>
/// The server's side of a connection: one message after the other, each answered according to the state. 1. HELLO, and from
/// Bolt 5.1 LOGON, make it ready. 2. A statement of its own or BEGIN makes it busy, until its records are read or it is
/// committed or rolled back. 3. After a failure everything is ignored until RESET. 4. A message that its state doesn't know
/// ends the connection (source: neo4j/docs-bolt, "Server state specification", and a real 5.26 server).
/// </summary>
internal sealed class Session(SandboxDatabase database, ChunkedMessageReader requests, Responses responses, BoltVersion version, string id)
{
    private static readonly BoltVersion FirstWithLogon = new(5, 1);

    private readonly Greeting _greeting = new(database.Options.Credentials, version, id);
    private SessionState _state = SessionState.Negotiation;
    private Work? _work;

    private bool IsLoggedOn => _state is not (SessionState.Negotiation or SessionState.Authentication);

    /// <summary>Serves the client until it leaves or is sent away.</summary>
    /// <exception cref="BoltException">The connection was lost, or the client speaks no Bolt.</exception>
    /// <exception cref="ConnectionCutException">A fault cuts the connection; what was written is still to be sent.</exception>
    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await requests.ReadAsync(cancellationToken) is { IsEmpty: false } message)
            {
                var goesOn = await AnswerAsync(Request.Read(message), cancellationToken);
                await responses.FlushAsync(cancellationToken);
                if (!goesOn) return;
            }
        }
        finally
        {
            _work?.Rollback();
        }
    }

    private async ValueTask<bool> AnswerAsync(Request request, CancellationToken cancellationToken)
    {
        try
        {
            await database.Faults.PassAsync(SandboxTrigger.Message, null, cancellationToken);
            if (request is Request.Goodbye) return false;

            // 3.
            if (IsLoggedOn && request is Request.Reset) Reset();
            else if (_state is SessionState.Failed) responses.Ignored();
            else await HandleAsync(request, cancellationToken);
            return true;
        }
        catch (MalformedRequestException e)
        {
            responses.Failure(e.Code, e.Message);
            return IsLoggedOn;
        }
        catch (ServerFailureException e)
        {
            responses.Failure(e.Code, e.Message);
            return Fail();
        }
        catch (MisplacedRequestException e)
        {
            responses.Failure(StatusCode.RequestInvalid, e.Message);
            return false;
        }
    }

    private async ValueTask HandleAsync(Request request, CancellationToken cancellationToken)
    {
        switch (_state, request)
        {
            // 1.
            case (SessionState.Negotiation, Request.Hello hello):
                responses.Success(_greeting.Hello(hello));
                _work = new Work(database, responses, version, _greeting.LegacyDateTimes);
                _state = version < FirstWithLogon ? SessionState.Ready : SessionState.Authentication;
                break;
            case (SessionState.Authentication, Request.Logon logon):
                responses.Success(_greeting.Logon(logon));
                _state = SessionState.Ready;
                break;
            case (SessionState.Ready, Request.Logoff) when version >= FirstWithLogon:
                responses.Success();
                _state = SessionState.Authentication;
                break;
            case (SessionState.Ready, Request.Telemetry):
                responses.Success();
                break;
            case (SessionState.Ready, Request.Route):
                throw new ServerFailureException(
                    StatusCode.RequestInvalid, "The sandbox is one server and has no routing table: connect to it with bolt://");

            // 2.
            case (SessionState.Ready, Request.Begin begin):
                await _work!.BeginAsync(begin, cancellationToken);
                _state = SessionState.InTransaction;
                break;
            case (SessionState.Ready, Request.Run run):
                await _work!.RunAloneAsync(run, cancellationToken);
                _state = SessionState.AutoCommit;
                break;
            case (SessionState.InTransaction, Request.Run run):
                await _work!.RunAsync(run, cancellationToken);
                break;
            case (SessionState.AutoCommit or SessionState.InTransaction, Request.Pull pull):
                if (await _work!.PullAsync(pull, cancellationToken)) _state = SessionState.Ready;
                break;
            case (SessionState.InTransaction, Request.Commit):
                await _work!.CommitAsync(cancellationToken);
                _state = SessionState.Ready;
                break;
            case (SessionState.InTransaction, Request.Rollback):
                _work!.Rollback();
                responses.Success();
                _state = SessionState.Ready;
                break;

            // 4.
            default:
                throw new MisplacedRequestException(request, _state);
        }
    }

    private void Reset()
    {
        _work?.Rollback();
        responses.Success();
        _state = SessionState.Ready;
    }

    // A client that could not log on is sent away at once.
    private bool Fail()
    {
        _work?.Rollback();
        var goesOn = IsLoggedOn;
        _state = SessionState.Failed;
        return goesOn;
    }
}

/// <summary>Where a connection stands.</summary>
internal enum SessionState
{
    /// <summary>Waiting for HELLO.</summary>
    Negotiation,

    /// <summary>Waiting for LOGON.</summary>
    Authentication,

    /// <summary>Idle.</summary>
    Ready,

    /// <summary>A statement outside of a transaction has records to be read.</summary>
    AutoCommit,

    /// <summary>Between BEGIN and its end.</summary>
    InTransaction,

    /// <summary>Waiting for RESET.</summary>
    Failed,
}

/// <summary>A message that the state of its connection doesn't know.</summary>
internal sealed class MisplacedRequestException(Request request, SessionState state)
    : Exception($"Message of type {request.GetType().Name} cannot be handled by a session in the {state} state.");
