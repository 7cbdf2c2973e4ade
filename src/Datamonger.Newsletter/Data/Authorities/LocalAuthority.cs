namespace Datamonger.Newsletter.Data.Authorities;

/// <summary>An upper-tier local authority of England as of 31 March 2016, a region, or England.</summary>
/// <param name="Code">Code of the Office for National Statistics: E08000037.</param>
/// <param name="DfeCode">Three-digit code of the Department for Education; null of regions.</param>
/// <param name="Name">As the Department for Education spells it.</param>
/// <param name="Region">Its region; null of England.</param>
/// <param name="Kind">UA, MD, SC, ILB, OLB (unitary, metropolitan, county, inner and outer London), region, country.</param>
internal sealed record LocalAuthority(string Code, string? DfeCode, string Name, string? Region, string Kind)
{
    /// <summary>Whether it is an authority, and no sum of several.</summary>
    public bool IsAuthority => Kind is not ("region" or "country");
}
