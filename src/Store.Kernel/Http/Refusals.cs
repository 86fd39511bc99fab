namespace Store.Kernel.Http;

/// <summary>An expected refusal. It ends the request, rolls the transaction back and becomes problem details with a stable code.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="code">The stable code, such as <c>price.moved</c>.</param>
/// <param name="detail">What happened, in words for a person.</param>
/// <param name="facts">Figures that go with it, such as both prices; they stand beside <c>code</c> in the answer.</param>
public abstract class Refusal(int status, string code, string detail, IReadOnlyDictionary<string, object?>? facts = null) : Exception(detail)
{
    public int Status => status;

    public string Code => code;

    public IReadOnlyDictionary<string, object?> Facts { get; } = facts ?? new Dictionary<string, object?>();
}

/// <summary>404: there is no such thing, or the caller may not know of it.</summary>
public sealed class NotFound(string thing, object key) : Refusal(404, $"{thing}.not_found", $"There is no {thing} {key}.");

/// <summary>409: someone else was first, or what was read is stale.</summary>
public sealed class Conflict(string code, string detail, IReadOnlyDictionary<string, object?>? facts = null) : Refusal(409, code, detail, facts);

/// <summary>422: a rule of the business.</summary>
public sealed class RuleBroken(string code, string detail, IReadOnlyDictionary<string, object?>? facts = null) : Refusal(422, code, detail, facts);

/// <summary>401: nobody is signed in, or the name and password do not go together.</summary>
public sealed class NotSignedIn(string code, string detail) : Refusal(401, code, detail);

/// <summary>403: signed in, but not allowed to do this here.</summary>
public sealed class Forbidden(string code, string detail, IReadOnlyDictionary<string, object?>? facts = null) : Refusal(403, code, detail, facts);
