package web

import (
	"net/http"
	"reflect"
	"slices"
)

// Patterns gives every pattern that the mux knows, by looking into it: what is registered cannot be left out of a list.
func (s *Server) Patterns() []string {
	mux, ok := s.routes().(*http.ServeMux)
	if !ok {
		return nil
	}
	found, seen := map[string]bool{}, map[uintptr]bool{}
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() { //nolint:exhaustive // the rest holds no pattern
		case reflect.Pointer:
			if v.IsNil() || seen[v.Pointer()] {
				return
			}
			seen[v.Pointer()] = true
			walk(v.Elem())
		case reflect.Struct:
			if v.Type().PkgPath() != "net/http" {
				return
			}
			if v.Type().Name() == "pattern" {
				found[v.FieldByName("str").String()] = true
				return
			}
			for _, field := range v.Fields() {
				walk(field)
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.Map:
			for _, key := range v.MapKeys() {
				walk(v.MapIndex(key))
			}
		}
	}
	walk(reflect.ValueOf(mux))
	var list []string
	for pattern := range found {
		list = append(list, pattern)
	}
	slices.Sort(list)
	return list
}
