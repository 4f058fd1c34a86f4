namespace StreamingTracker.Backup.Sandbox;

/// <summary>
/// What the client is told as a FAILURE: a status code and a sentence, as the real server words them where it has such a one.
/// </summary>
internal class ServerFailureException(string code, string message) : Exception(message)
{
    public string Code { get; } = code;
}

/// <summary>
/// A message that can't be read as what it claims to be. As on the real server it is answered by a FAILURE but does not
/// count: the connection's state stays what it was, and what a client has sent behind it in good faith is then out of place.
/// </summary>
internal sealed class MalformedRequestException(string code, string message) : ServerFailureException(code, message);

/// <summary>The status codes that the sandbox answers with (source: a real 5.26 server, seen in the contract tests).</summary>
internal static class StatusCode
{
    public const string AccessMode = "Neo.ClientError.Statement.AccessMode";
    public const string ArgumentError = "Neo.ClientError.Statement.ArgumentError";
    public const string BookmarkTimeout = "Neo.TransientError.Transaction.BookmarkTimeout";
    public const string ConstraintAlreadyExists = "Neo.ClientError.Schema.ConstraintAlreadyExists";
    public const string ConstraintCreationFailed = "Neo.DatabaseError.Schema.ConstraintCreationFailed";
    public const string ConstraintDropFailed = "Neo.DatabaseError.Schema.ConstraintDropFailed";
    public const string ConstraintValidationFailed = "Neo.ClientError.Schema.ConstraintValidationFailed";
    public const string ConstraintWithNameAlreadyExists = "Neo.ClientError.Schema.ConstraintWithNameAlreadyExists";
    public const string DatabaseNotFound = "Neo.ClientError.Database.DatabaseNotFound";
    public const string DatabaseUnknown = "Neo.DatabaseError.Database.Unknown";
    public const string EntityNotFound = "Neo.ClientError.Statement.EntityNotFound";
    public const string EquivalentSchemaRuleAlreadyExists = "Neo.ClientError.Schema.EquivalentSchemaRuleAlreadyExists";
    public const string ExecutionFailed = "Neo.DatabaseError.Statement.ExecutionFailed";
    public const string ForbiddenDueToTransactionType = "Neo.ClientError.Transaction.ForbiddenDueToTransactionType";
    public const string IndexAlreadyExists = "Neo.ClientError.Schema.IndexAlreadyExists";
    public const string IndexDropFailed = "Neo.DatabaseError.Schema.IndexDropFailed";
    public const string IndexWithNameAlreadyExists = "Neo.ClientError.Schema.IndexWithNameAlreadyExists";
    public const string InvalidArguments = "Neo.ClientError.General.InvalidArguments";
    public const string InvalidBookmark = "Neo.ClientError.Transaction.InvalidBookmark";
    public const string ParameterMissing = "Neo.ClientError.Statement.ParameterMissing";
    public const string ProcedureCallFailed = "Neo.ClientError.Procedure.ProcedureCallFailed";
    public const string RepeatedLabelInSchema = "Neo.ClientError.Schema.RepeatedLabelInSchema";
    public const string RepeatedPropertyInSchema = "Neo.ClientError.Schema.RepeatedPropertyInCompositeSchema";
    public const string RequestInvalid = "Neo.ClientError.Request.Invalid";
    public const string RequestInvalidFormat = "Neo.ClientError.Request.InvalidFormat";
    public const string SyntaxError = "Neo.ClientError.Statement.SyntaxError";
    public const string TokenNameError = "Neo.ClientError.Schema.TokenNameError";
    public const string TypeError = "Neo.ClientError.Statement.TypeError";
    public const string Unauthorized = "Neo.ClientError.Security.Unauthorized";
}
